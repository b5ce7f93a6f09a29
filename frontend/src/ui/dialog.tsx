import { Dialog as Parts } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { useReturnedFocus } from "./use-returned-focus";

export const VEIL = "fixed inset-0 z-40 bg-[rgb(10_15_12/0.45)]";
export const SHEET =
  "fixed z-50 inset-x-0 bottom-0 max-h-[90dvh] overflow-y-auto rounded-t-2xl bg-raised p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] shadow-2xl sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[min(34rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:pb-6";

/** A sheet from below on a phone, a window in the middle at a desk. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const focus = useReturnedFocus();
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay className={VEIL} />
        <Parts.Content {...focus} className={SHEET} {...(!description && { "aria-describedby": undefined })}>
          <div className="flex items-start justify-between gap-4">
            <Parts.Title className="text-xl font-semibold">{title}</Parts.Title>
            <Parts.Close asChild>
              <Button kind="quiet" className="-mt-2 -mr-3">
                {t("action.close")}
              </Button>
            </Parts.Close>
          </div>
          {description && <Parts.Description className="mt-2 text-quiet">{description}</Parts.Description>}
          <div className="mt-4">{children}</div>
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
