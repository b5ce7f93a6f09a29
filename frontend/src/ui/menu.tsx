import { lazy, type ReactNode, Suspense } from "react";

export interface MenuItem {
  label: string;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
}

export interface MenuProps {
  children: ReactNode;
  items: readonly MenuItem[];
}

const MenuParts = lazy(async () => ({ default: (await import("./menu-parts")).MenuParts }));

/** What else can be done here. `children` is the button that opens it; it is there before the menu is loaded. */
export function Menu(props: MenuProps) {
  return (
    <Suspense fallback={props.children}>
      <MenuParts {...props} />
    </Suspense>
  );
}
