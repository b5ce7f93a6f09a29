/** Whether the server can be reached, as far as the last try tells. */
import { Listeners } from "./listeners";

let reachable = true;
const listeners = new Listeners();

export function isReachable(): boolean {
  return reachable && navigator.onLine;
}

/** Told by whoever tried. */
export function setReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  listeners.tell();
}

export function onConnectionChange(listener: () => void): () => void {
  const forget = listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    forget();
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
