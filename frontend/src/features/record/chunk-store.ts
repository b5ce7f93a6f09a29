/** Where chunks are from the moment they are made until the recording is finished. */
export interface ChunkStore {
  put(number: number, data: Blob): Promise<void>;
  get(number: number): Promise<Blob | undefined>;
  /** In order. */
  all(): Promise<Blob[]>;
  clear(): Promise<void>;
}

/** For as long as the page is open. */
export class MemoryChunkStore implements ChunkStore {
  readonly #chunks = new Map<number, Blob>();

  put(number: number, data: Blob): Promise<void> {
    this.#chunks.set(number, data);
    return Promise.resolve();
  }

  get(number: number): Promise<Blob | undefined> {
    return Promise.resolve(this.#chunks.get(number));
  }

  all(): Promise<Blob[]> {
    return Promise.resolve([...this.#chunks].sort(([one], [other]) => one - other).map(([, data]) => data));
  }

  clear(): Promise<void> {
    this.#chunks.clear();
    return Promise.resolve();
  }
}
