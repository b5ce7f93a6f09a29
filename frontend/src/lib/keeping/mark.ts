/** Whether this device may keep an unfinished recording: known without opening the database that has it. */

const KEY = "medic-scribe.unfinished";
const listeners = new Set<() => void>();

export function hasUnfinished(): boolean {
  return localStorage.getItem(KEY) !== null;
}

export function setUnfinished(unfinished: boolean): void {
  if (unfinished === hasUnfinished()) return;
  if (unfinished) localStorage.setItem(KEY, "1");
  else localStorage.removeItem(KEY);
  listeners.forEach((listener) => listener());
}

/** Here and in other tabs. */
export function onUnfinishedChange(listener: () => void): () => void {
  const fromAnotherTab = (event: StorageEvent) => {
    if (event.key === KEY) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromAnotherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromAnotherTab);
  };
}
