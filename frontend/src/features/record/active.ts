/** Whether this page records now: nothing may be put in the page's place until it has stopped. */

let recording = false;
const listeners = new Set<() => void>();

export function isRecordingNow(): boolean {
  return recording;
}

export function setRecordingNow(now: boolean): void {
  recording = now;
  listeners.forEach((listener) => listener());
}

export function onRecordingNowChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
