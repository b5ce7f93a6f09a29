import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { active, onChange } from "@/lib/shortcuts/registry";
import { Dialog } from "@/ui/dialog";

/** The keys that work on the page that is shown. */
export function ShortcutsDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const shortcuts = useSyncExternalStore(onChange, active);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("shortcut.title")}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {shortcuts.map(({ key, label }) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-8 rounded-md border border-edge px-2 py-0.5 text-center font-sans">
                {key === " " ? t("shortcut.space") : key}
              </kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
