/** How much was recorded, without the pauses. */
export class Stopwatch {
  #before: number;
  #since: number | null = null;

  constructor(milliseconds = 0) {
    this.#before = milliseconds;
  }

  run(): void {
    this.#since ??= Date.now();
  }

  halt(): void {
    this.#before = this.elapsed();
    this.#since = null;
  }

  /** Milliseconds. */
  elapsed(): number {
    return this.#before + (this.#since === null ? 0 : Math.max(0, Date.now() - this.#since));
  }
}
