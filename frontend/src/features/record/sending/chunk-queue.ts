/** Numbered chunks on their way to the server, a few at a time, those that it needs first at the front. */

export interface QueueOptions {
  /** Until the server has it. Throws what cannot succeed later; that ends the queue. */
  send: (number: number) => Promise<void>;
  onSafe: (number: number) => void;
}

const AT_ONCE = 3; // more only delays the one that the server waits for

export class ChunkQueue {
  readonly #options: QueueOptions;
  readonly #waiting = new Set<number>();
  readonly #sending = new Set<number>();
  #error: { error: unknown } | null = null;
  #watchers: (() => void)[] = [];

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  add(...numbers: number[]): void {
    for (const number of numbers) this.#waiting.add(number);
    while (!this.#error && this.#sending.size < AT_ONCE && this.#waiting.size) void this.#sendNext();
  }

  /** Resolves once the server has all that was added so far; rejects with what ended the queue. */
  async drained(): Promise<void> {
    while (!this.#error && this.#waiting.size + this.#sending.size)
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    if (this.#error) throw this.#error.error;
  }

  async #sendNext(): Promise<void> {
    const number = Math.min(...this.#waiting);
    this.#waiting.delete(number);
    this.#sending.add(number);
    try {
      await this.#options.send(number);
      this.#options.onSafe(number);
    } catch (error) {
      this.#error ??= { error };
    }
    this.#sending.delete(number);
    this.add();
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watch of watchers) watch();
  }
}
