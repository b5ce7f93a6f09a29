import { Listeners } from "./listeners";

/** A text that this device keeps under a key, for every tab, and who wants to know when it changes. */
export class KeptText {
  readonly #key: string;
  readonly #listeners = new Listeners();

  constructor(key: string) {
    this.#key = key;
  }

  read(): string | null {
    return localStorage.getItem(this.#key);
  }

  write(text: string | null): void {
    if (text === null) localStorage.removeItem(this.#key);
    else localStorage.setItem(this.#key, text);
    this.#listeners.tell();
  }

  /** Here and in other tabs. */
  readonly onChange = (listener: () => void): (() => void) => {
    const fromAnotherTab = (event: StorageEvent) => {
      if (event.key === this.#key) listener();
    };
    const forget = this.#listeners.add(listener);
    window.addEventListener("storage", fromAnotherTab);
    return () => {
      forget();
      window.removeEventListener("storage", fromAnotherTab);
    };
  };
}
