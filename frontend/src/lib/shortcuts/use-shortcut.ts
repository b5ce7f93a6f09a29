import { useEffect, useRef } from "react";
import { add } from "./registry";

/** While this part is shown, `key` runs `run`. `label` is what `?` says of it; `active` false rests it. */
export function useShortcut(key: string, label: string, run: () => void, active = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!active) return;
    return add({ key, label, run: () => latest.current() });
  }, [key, label, active]);
}
