/** Brings one kept recording to the server: makes the consultation, sends each chunk, finishes. */

import { createConsultation } from "@/api/create-consultation";
import { finishRecording } from "@/api/finish-recording";
import { mayRetry, problemOf } from "@/api/problem";
import { readRecording } from "@/api/read-recording";
import { sendChunk } from "@/api/send-chunk";
import { onSessionChange } from "@/api/session";
import { type Overview, type KeptRecording, plainType, type Wish } from "@/lib/keeping/kept-recording";
import { currentOwner } from "@/lib/keeping/owner";
import { tellWish } from "../tell-wish";
import { ChunkQueue } from "./chunk-queue";
import { Pauses, retrying, type Retrying } from "./retrying";

export interface DeliveryOptions {
  /** The server has this chunk on its disk. */
  onSafe?: (number: number) => void;
  /** It has to wait: `signed_out` until somebody signs in, `network` for a while. */
  onWaiting?: (reason: "network" | "signed_out") => void;
  /** The consultation has an id. */
  onMade?: (consultationId: string) => void;
}

class SomebodyElse extends Error {}

export class Delivery {
  readonly #kept: KeptRecording;
  readonly #options: DeliveryOptions;
  readonly #stop = new AbortController();
  readonly #pauses = new Pauses();
  readonly #retrying: Retrying;
  #queue: ChunkQueue;
  #making: Promise<string> | null = null;
  #forgetSession: () => void;

  constructor(kept: KeptRecording, options: DeliveryOptions = {}) {
    this.#kept = kept;
    this.#options = options;
    this.#retrying = {
      mayRetry: worthTryingAgain,
      onWaiting: (error) => options.onWaiting?.(isSignedOut(error) ? "signed_out" : "network"),
      pauses: this.#pauses,
      signal: this.#stop.signal,
    };
    this.#queue = this.#newQueue();
    this.#forgetSession = onSessionChange(this.#hurry);
    window.addEventListener("online", this.#hurry);
    document.addEventListener("visibilitychange", this.#hurry);
  }

  /** What is kept and not yet there; yields what is kept. After a reload; new chunks are given to `send`. */
  async sendTheRest(): Promise<Overview> {
    const overview = await this.#kept.overview();
    this.#queue.add(...overview.filter(({ safe }) => !safe).map(({ number }) => number));
    return overview;
  }

  send(number: number): void {
    this.#queue.add(number);
  }

  /** Resolves once the server has all that was given; rejects with what cannot succeed. */
  async drained(): Promise<void> {
    const queue = this.#queue;
    try {
      await queue.drained();
    } catch (error) {
      if (this.#queue !== queue) return this.drained();
      if (problemOf(error)?.code !== "already_exists") throw error;
      await this.#startOver();
      return this.drained();
    }
  }

  /** Nothing more will come. Resolves with the consultation's id once the server works on it. */
  async finish(): Promise<string> {
    for (;;) {
      await this.drained();
      const id = await this.consultationId();
      await this.tellWish();
      try {
        const { chunks, mediaType } = this.#kept.facts;
        await this.#again(() => finishRecording(id, chunks, plainType(mediaType)));
        await this.#kept.forget();
        return id;
      } catch (error) {
        const code = problemOf(error)?.code;
        if (code === "chunks_missing") await this.#compare(id);
        else if (code === "already_exists") await this.#startOver();
        else throw error;
      }
    }
  }

  /** Made at the first call, with what is known of it by then. */
  consultationId(): Promise<string> {
    this.#making ??= this.#make().catch((error: unknown) => {
      this.#making = null;
      throw error;
    });
    return this.#making;
  }

  /**
   * What changed after the consultation was made, or while it was. What the server refuses is let go: the sound
   * matters more.
   */
  async tellWish(): Promise<void> {
    try {
      const id = await this.consultationId();
      while (!this.#kept.facts.told) await this.#again(() => this.#telling((wish) => tellWish(id, wish)));
    } catch {
      // `finish` tries once more
    }
  }

  close(): void {
    this.#stop.abort();
    this.#forgetSession();
    window.removeEventListener("online", this.#hurry);
    document.removeEventListener("visibilitychange", this.#hurry);
  }

  readonly #hurry = () => this.#pauses.end();

  async #make(): Promise<string> {
    const known = this.#kept.facts.consultationId;
    const id = known ?? (await this.#again(() => this.#telling(createConsultation))).id;
    if (!known) await this.#kept.change({ consultationId: id });
    this.#options.onMade?.(id);
    return id;
  }

  /** The wish may change while the server is told. */
  async #telling<T>(tell: (wish: Wish) => Promise<T>): Promise<T> {
    const { wish } = this.#kept;
    const answer = await tell(wish);
    if (this.#kept.wish === wish) await this.#kept.change({ told: true });
    return answer;
  }

  #newQueue(): ChunkQueue {
    return new ChunkQueue({
      send: (number) => this.#sendOne(number),
      onSafe: (number) => this.#options.onSafe?.(number),
    });
  }

  async #sendOne(number: number): Promise<void> {
    const id = await this.consultationId();
    // A chunk that nobody has any more, of a full device whose page was killed: the sound goes on after it.
    const data = (await this.#kept.chunk(number)) ?? new Blob([]);
    await this.#again(() => sendChunk(id, number, data, this.#kept.facts.mediaType));
    await this.#kept.markSafe(number);
  }

  /** The server says that it lacks some, or it has more than this device remembers. */
  async #compare(id: string): Promise<void> {
    const { chunks: there } = await this.#again(() => readRecording(id));
    const count = Math.max(this.#kept.facts.chunks, ...there.map((number) => number + 1));
    if (count > this.#kept.facts.chunks) await this.#kept.change({ chunks: count });
    const has = new Set(there);
    this.#queue.add(...Array.from({ length: count }, (_, number) => number).filter((one) => !has.has(one)));
  }

  /**
   * The server gave it up as abandoned and finished it, and then there came more: all of it, which is still
   * here, becomes another consultation.
   */
  async #startOver(): Promise<void> {
    this.#queue = this.#newQueue();
    this.#making = null;
    await this.#kept.change({ consultationId: null });
    const overview = await this.#kept.overview();
    for (const { number } of overview) await this.#kept.markSafe(number, false);
    this.#queue.add(...overview.map(({ number }) => number));
  }

  #again<T>(work: () => Promise<T>): Promise<T> {
    return retrying(() => {
      if (this.#kept.facts.owner !== currentOwner()) throw new SomebodyElse();
      return work();
    }, this.#retrying);
  }
}

function worthTryingAgain(error: unknown): boolean {
  return isSignedOut(error) || mayRetry(error);
}

/** Nobody is signed in, or somebody else: it waits for whoever recorded it. */
function isSignedOut(error: unknown): boolean {
  return error instanceof SomebodyElse || problemOf(error)?.status === 401;
}
