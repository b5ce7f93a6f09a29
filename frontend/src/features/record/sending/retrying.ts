/** Trying again what may succeed later: longer apart each time, and not all devices at the same moment. */

const FIRST_WAIT = 1_000; // milliseconds
const LONGEST_WAIT = 15_000;

export interface Retrying {
  /** Whether the same may succeed later; what may not is thrown. */
  mayRetry: (error: unknown) => boolean;
  /** Before each pause. */
  onWaiting: (error: unknown) => void;
  pauses: Pauses;
  signal: AbortSignal;
}

/** Pauses that end early when there is reason to hope: the network is back, somebody signed in. */
export class Pauses {
  readonly #waiting = new Set<() => void>();

  pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.#waiting.delete(over);
        signal.removeEventListener("abort", over);
        resolve();
      };
      const timer = setTimeout(over, milliseconds);
      this.#waiting.add(over);
      signal.addEventListener("abort", over);
    });
  }

  end(): void {
    for (const over of [...this.#waiting]) over();
  }
}

export async function retrying<T>(
  work: () => Promise<T>,
  { mayRetry, onWaiting, pauses, signal }: Retrying,
): Promise<T> {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !mayRetry(error)) throw error;
      onWaiting(error);
      await pauses.pause(wait * (0.5 + Math.random() / 2), signal);
    }
  }
}
