/** Whether the server can be reached, as far as the last try tells. */

let reachable = true;
const listeners = new Set<() => void>();

export function isReachable(): boolean {
  return reachable && navigator.onLine;
}

/** Told by whoever tried. */
export function setReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  listeners.forEach((listener) => listener());
}

export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
