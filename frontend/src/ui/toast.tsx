import { Toast as Parts } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";

interface Message {
  text: string;
  /** Undoes what the text tells; offered for as long as it is shown. */
  undo?: () => void;
  /** When it goes without having been undone. */
  onExpire?: () => void;
}

const LASTS = 8_000; // milliseconds; it stops while the pointer or the focus is on it

const Context = createContext<(message: Message) => void>(() => undefined);

/** Says something for a moment: `toast({ text, undo })`. */
export function useToast(): (message: Message) => void {
  return useContext(Context);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<(Message & { id: number })[]>([]);
  const show = useCallback((message: Message) => {
    setShown((before) => [...before, { ...message, id: Date.now() + Math.random() }]);
  }, []);

  return (
    <Context.Provider value={show}>
      <Parts.Provider duration={LASTS} label={t("toast.one")} swipeDirection="down">
        {children}
        {shown.map(({ id, text, undo, onExpire }) => (
          <Parts.Root
            key={id}
            className="flex items-center justify-between gap-4 rounded-xl bg-ink py-2 pr-2 pl-4 text-paper shadow-xl"
            onOpenChange={(open) => {
              if (open) return;
              setShown((before) => before.filter((one) => one.id !== id));
              onExpire?.();
            }}
          >
            <Parts.Description className="py-1.5">{text}</Parts.Description>
            {undo && (
              <Parts.Action asChild altText={t("action.undo")}>
                <Button
                  kind="quiet"
                  className="text-paper! underline underline-offset-4 hover:bg-transparent!"
                  onClick={(event) => {
                    event.preventDefault(); // not also an expiry
                    setShown((before) => before.filter((one) => one.id !== id));
                    undo();
                  }}
                >
                  {t("action.undo")}
                </Button>
              </Parts.Action>
            )}
          </Parts.Root>
        ))}
        <Parts.Viewport
          label={t("toast.all")}
          className="fixed right-0 bottom-0 z-50 flex w-full max-w-md flex-col gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))]"
        />
      </Parts.Provider>
    </Context.Provider>
  );
}
