/** One recording on this device, from its first chunk until the server has it whole. */

import type { Schemas } from "@/api/client";
import { setUnfinished } from "./mark";
import { seal, unseal } from "./cipher";
import { type ChunkRow, database, type RecordingRow } from "./database";

export type Wish = Partial<Schemas["NewConsultation"]>;

/** What is known of a recording, without its sound and words. */
export type Facts = Omit<RecordingRow, "wish">;

export interface Beginning {
  /** This device's own name for it. */
  id: string;
  owner: string;
  mediaType: string;
  wish: Wish;
}

/** The device does not give back what it keeps of a recording. */
export class Unreadable extends Error {}

export type Overview = { number: number; end: number; safe: boolean }[];

export class KeptRecording {
  #facts: Facts;
  #wish: Wish;
  /** What the device would not take. It lasts as long as the page. */
  readonly #inMemory = new Map<number, { data: Blob; end: number; safe: boolean }>();

  private constructor(facts: Facts, wish: Wish) {
    this.#facts = facts;
    this.#wish = wish;
  }

  /** Where the device takes nothing, all of it is kept in memory. */
  static async begin({ id, owner, mediaType, wish }: Beginning): Promise<KeptRecording> {
    const facts: Facts = {
      id,
      owner,
      consultationId: null,
      told: false,
      begunAt: Date.now(),
      mediaType,
      chunks: 0,
      milliseconds: 0,
      phase: "recording",
    };
    const kept = new KeptRecording(facts, wish);
    await kept.#written(async () => {
      await database.recordings.add({ ...facts, wish: await kept.#sealedWish() });
      setUnfinished(true);
    });
    return kept;
  }

  /** From an earlier visit. Null where it is not there any more. Throws `Unreadable`. */
  static async open(id: string): Promise<KeptRecording | null> {
    try {
      const row = await database.recordings.get(id);
      if (!row) return null;
      const { wish, ...facts } = row;
      const words = new TextDecoder().decode(await unseal(wish, `${id}/wish`));
      return new KeptRecording(facts, JSON.parse(words) as Wish);
    } catch {
      throw new Unreadable();
    }
  }

  get facts(): Readonly<Facts> {
    return this.#facts;
  }

  get wish(): Wish {
    return this.#wish;
  }

  /** The next chunk gets the next number. `durable`: it outlives the page. */
  async add(data: Blob, end: number): Promise<{ number: number; durable: boolean }> {
    const number = this.#facts.chunks;
    this.#facts = { ...this.#facts, chunks: number + 1, milliseconds: end };
    const durable = await this.#written(() => this.#store(number, data, end));
    if (!durable) this.#inMemory.set(number, { data, end, safe: false });
    return { number, durable };
  }

  async chunk(number: number): Promise<Blob | undefined> {
    const inMemory = this.#inMemory.get(number);
    if (inMemory) return inMemory.data;
    const row = await database.chunks.get([this.#facts.id, number]);
    return row && this.#opened(row);
  }

  /** For each chunk that is here, in order: when it ends, and whether the server has it. */
  async overview(): Promise<Overview> {
    const stored = await chunksOf(this.#facts.id)
      .toArray()
      .catch(() => []);
    const inMemory = [...this.#inMemory].map(([number, { end, safe }]) => ({ number, end, safe }));
    return [...stored, ...inMemory]
      .map(({ number, end, safe }) => ({ number, end, safe }))
      .sort((one, other) => one.number - other.number);
  }

  /** The server has it on its disk. It stays here as well until the recording is whole there. */
  async markSafe(number: number, safe = true): Promise<void> {
    const inMemory = this.#inMemory.get(number);
    if (inMemory) inMemory.safe = safe;
    else await this.#written(() => database.chunks.update([this.#facts.id, number], { safe }));
  }

  async change(part: Partial<Pick<Facts, "consultationId" | "told" | "phase" | "chunks">>): Promise<void> {
    this.#facts = { ...this.#facts, ...part };
    await this.#written(() => database.recordings.update(this.#facts.id, part));
  }

  async changeWish(wish: Wish): Promise<void> {
    this.#wish = wish;
    this.#facts = { ...this.#facts, told: false };
    await this.#written(async () => {
      await database.recordings.update(this.#facts.id, { wish: await this.#sealedWish(), told: false });
    });
  }

  /** All of the sound that is here, as one file. */
  async sound(): Promise<Blob> {
    const parts: Blob[] = [];
    for (let number = 0; number < this.#facts.chunks; number += 1) {
      const data = await this.chunk(number);
      if (data) parts.push(data);
    }
    return new Blob(parts, { type: plainType(this.#facts.mediaType) });
  }

  /** The server has the whole recording, or nobody wants it. */
  async forget(): Promise<void> {
    this.#inMemory.clear();
    await this.#written(() => forgetRecording(this.#facts.id));
  }

  async #store(number: number, data: Blob, end: number): Promise<void> {
    const { id } = this.#facts;
    const sealed = await seal(await data.arrayBuffer(), `${id}/${number}`);
    const write = () =>
      database.transaction("rw", database.chunks, database.recordings, async () => {
        await database.chunks.add({ recording: id, number, sealed, end, safe: false });
        await database.recordings.update(id, { chunks: number + 1, milliseconds: end });
      });
    try {
      await write();
    } catch (error) {
      if (!(await this.#makeRoom())) throw error;
      await write();
    }
  }

  /** Lets go of what the server has. False where that is nothing. */
  async #makeRoom(): Promise<boolean> {
    const safe = chunksOf(this.#facts.id).filter((row) => row.safe);
    return (await safe.delete()) > 0;
  }

  async #opened(row: ChunkRow): Promise<Blob> {
    return new Blob([await unseal(row.sealed, `${row.recording}/${row.number}`)]);
  }

  #sealedWish() {
    return seal(new TextEncoder().encode(JSON.stringify(this.#wish)), `${this.#facts.id}/wish`);
  }

  /** Whether it could be written. A device that is full or forbids it must not stop a recording. */
  async #written(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch {
      return false;
    }
  }
}

export async function forgetRecording(id: string): Promise<void> {
  await database.transaction("rw", database.chunks, database.recordings, async () => {
    await chunksOf(id).delete();
    await database.recordings.delete(id);
  });
  setUnfinished((await database.recordings.count()) > 0);
}

/** Of whoever asked that nothing of theirs be left. */
export async function forgetAllOf(owner: string): Promise<void> {
  for (const id of await database.recordings.where({ owner }).primaryKeys()) await forgetRecording(id);
}

/** Without its parameters: `audio/webm`. */
export function plainType(mediaType: string): string {
  return mediaType.split(";")[0] || "audio/webm";
}

function chunksOf(id: string) {
  return database.chunks.where("[recording+number]").between([id, 0], [id, Infinity]);
}
