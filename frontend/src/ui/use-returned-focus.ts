import { useRef } from "react";

/** For dialogs that no button of their own opens: when they close, the focus is where it was. */
export function useReturnedFocus() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const there = before.current;
      const target =
        there?.isConnected && there !== document.body ? there : document.getElementById("content");
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
  };
}
