import { DropdownMenu } from "radix-ui";
import type { MenuProps } from "./menu";

/** `open`: from the start. */
export function MenuParts({ children, items, open }: MenuProps & { open: boolean }) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={open}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-40 min-w-48 rounded-xl border border-line bg-raised p-1 shadow-xl"
        >
          {items.map(({ label, onSelect, danger = false, disabled = false }) => (
            <DropdownMenu.Item
              key={label}
              disabled={disabled}
              onSelect={onSelect}
              className={`flex min-h-11 items-center rounded-lg px-3 outline-none data-[disabled]:opacity-55 data-[highlighted]:bg-sunken ${danger ? "text-red" : ""}`}
            >
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
