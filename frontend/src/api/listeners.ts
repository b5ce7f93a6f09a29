/** Who wants to know when something changes. */
export class Listeners {
  readonly #all = new Set<() => void>();

  tell(): void {
    this.#all.forEach((listener) => listener());
  }

  /** Until the function that it gives is called. */
  readonly add = (listener: () => void): (() => void) => {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  };
}
