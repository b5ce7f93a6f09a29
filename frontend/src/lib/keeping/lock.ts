/** One tab at a time works on a recording. The lock goes with the tab, however it ends. */

const PATIENCE = 3_000; // milliseconds; a part of this page that lets go needs less

export class LockedElsewhere extends Error {}

/** Waits until no other tab works on it; `work` then has it to itself until it is done. */
export function alone<T>(recordingId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  // A recording needs a secure context, and there are locks in each. Only tests are without.
  if (!("locks" in navigator)) return work();
  return navigator.locks.request(`medic-scribe.recording.${recordingId}`, { signal }, work) as Promise<T>;
}

/** Held until the function is called. Throws `LockedElsewhere` where another tab has it. */
export function lockFor(recordingId: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const got = () => new Promise<void>((release) => resolve(release));
    alone(recordingId, AbortSignal.timeout(PATIENCE), got).catch(() => reject(new LockedElsewhere()));
  });
}
