/** Chunks on their way to the server: one at a time, again and again until it has them. */

import type { ChunkStore } from "./chunk-store";

export interface QueueOptions {
  store: ChunkStore;
  send: (number: number, data: Blob) => Promise<void>;
  /** Whether the same may succeed later; what may not ends the queue. */
  mayRetry: (error: unknown) => boolean;
  onSafe: (number: number) => void;
  onWaiting: () => void;
}

const FIRST_WAIT = 1_000; // milliseconds
const LONGEST_WAIT = 15_000;

export class ChunkQueue {
  readonly #options: QueueOptions;
  readonly #waiting: number[] = [];
  #made = 0;
  #pump: Promise<void> | null = null;
  #error: { error: unknown } | null = null;
  #hurry: (() => void) | null = null;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** How many chunks there are. Numbers run from 0. */
  get made(): number {
    return this.#made;
  }

  async add(data: Blob): Promise<void> {
    const number = this.#made++;
    await this.#options.store.put(number, data);
    this.sendAgain([number]);
  }

  /** Those that the server says it does not have. */
  sendAgain(numbers: readonly number[]): void {
    this.#waiting.push(...numbers);
    if (!this.#error) this.#pump ??= this.#run();
  }

  /** Resolves once the server has all that was added so far; rejects with what ended the queue. */
  async drained(): Promise<void> {
    while (this.#pump) await this.#pump;
    if (this.#error) throw this.#error.error;
  }

  /** The network is back: no waiting out the pause. */
  hurry(): void {
    this.#hurry?.();
  }

  async #run(): Promise<void> {
    let wait = FIRST_WAIT;
    for (let number = this.#waiting[0]; number !== undefined; number = this.#waiting[0]) {
      try {
        const data = await this.#options.store.get(number);
        if (data) await this.#options.send(number, data);
        this.#waiting.shift();
        wait = FIRST_WAIT;
        this.#options.onSafe(number);
      } catch (error) {
        if (!this.#options.mayRetry(error)) {
          this.#error = { error };
          break;
        }
        this.#options.onWaiting();
        await this.#pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
    this.#pump = null;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
