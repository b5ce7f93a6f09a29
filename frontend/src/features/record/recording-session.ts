/** One recording from permission to the server's "begun": what the machine's states mean for the devices. */

import { finishRecording } from "@/api/finish-recording";
import { mayRetry, problemOf } from "@/api/problem";
import { readRecording } from "@/api/read-recording";
import { sendChunk } from "@/api/send-chunk";
import { ChunkQueue } from "./chunk-queue";
import { type ChunkStore, MemoryChunkStore } from "./chunk-store";
import type { Happening } from "./machine";
import { recordableType } from "./media-type";
import { Microphone, MicrophoneRefused } from "./microphone";

const CHUNK = 4_000; // milliseconds of sound in each
const BITS_A_SECOND = 48_000;
const LISTEN_EVERY = 200; // milliseconds
const TRY_AGAIN_AFTER = 3_000; // milliseconds

export class RecordingSession {
  readonly #tell: (happening: Happening) => void;
  readonly #create: () => Promise<string>;
  readonly #store: ChunkStore = new MemoryChunkStore();
  readonly #queue: ChunkQueue;
  #id: Promise<string> | null = null;
  #microphone: Microphone | null = null;
  #recorder: MediaRecorder | null = null;
  #listening: ReturnType<typeof setInterval> | undefined;
  #added: Promise<void> = Promise.resolve();

  /** `create` makes the consultation. It is tried again with the first chunk if the network was away. */
  constructor(tell: (happening: Happening) => void, create: () => Promise<string>) {
    this.#tell = tell;
    this.#create = create;
    this.#queue = new ChunkQueue({
      store: this.#store,
      send: async (number, data) => sendChunk(await this.consultationId(), number, data),
      mayRetry: worthTryingAgain,
      onSafe: (number) => tell({ type: "safe", number }),
      onWaiting: () => tell({ type: "waiting" }),
    });
  }

  consultationId(): Promise<string> {
    this.#id ??= this.#create().catch((error: unknown) => {
      this.#id = null;
      throw error;
    });
    return this.#id;
  }

  async start(deviceId: string): Promise<void> {
    this.#tell({ type: "ask" });
    try {
      this.#microphone = await Microphone.open(deviceId, () => this.#lost());
    } catch (error) {
      this.#tell({
        type: "refused",
        reason: error instanceof MicrophoneRefused ? error.reason : "unsupported",
      });
      return;
    }
    const type = recordableType();
    this.#recorder = new MediaRecorder(this.#microphone.stream, {
      audioBitsPerSecond: BITS_A_SECOND,
      ...(type && { mimeType: type }),
    });
    this.#recorder.ondataavailable = ({ data }) => this.#take(data);
    this.#recorder.start(CHUNK);
    this.#listening = setInterval(() => {
      this.#tell({ type: "heard", at: Date.now(), level: this.level() });
    }, LISTEN_EVERY);
    window.addEventListener("online", this.#online);
    this.#tell({ type: "granted", at: Date.now() });
    void this.consultationId().catch(() => undefined); // the first chunk tries again
  }

  /** From 0 to 1. */
  level(): number {
    return this.#microphone?.level() ?? 0;
  }

  pause(): void {
    this.#recorder?.pause();
    this.#tell({ type: "pause", at: Date.now() });
  }

  /** With this microphone, which may be another one than before. Stays paused where it is refused. */
  async resume(deviceId: string): Promise<boolean> {
    try {
      await this.#microphone?.use(deviceId);
    } catch {
      return false;
    }
    this.#recorder?.resume();
    this.#tell({ type: "resume", at: Date.now() });
    return true;
  }

  async use(deviceId: string): Promise<void> {
    await this.#microphone?.use(deviceId).catch(() => this.#lost());
  }

  /** Resolves with the consultation's id once work on it has begun; the machine hears of a failure. */
  async stop(): Promise<string | null> {
    this.#tell({ type: "stop", at: Date.now() });
    await this.#ended();
    try {
      await this.#added;
      await this.#queue.drained();
      const id = await this.consultationId();
      await this.#finish(id);
      await this.#store.clear();
      this.#tell({ type: "finished" });
      return id;
    } catch (error) {
      this.#tell({ type: "failed", error });
      return null;
    } finally {
      window.removeEventListener("online", this.#online);
    }
  }

  /** All that was recorded, for keeping it by hand where the server will not have it. */
  async sound(): Promise<Blob> {
    return new Blob(await this.#store.all(), { type: this.#mediaType() });
  }

  /** Lets the devices go. */
  close(): void {
    clearInterval(this.#listening);
    if (this.#recorder && this.#recorder.state !== "inactive") this.#recorder.stop();
    this.#microphone?.close();
    this.#microphone = null;
    window.removeEventListener("online", this.#online);
  }

  readonly #online = () => this.#queue.hurry();

  #take(data: Blob): void {
    if (!data.size) return;
    this.#tell({ type: "chunk", at: Date.now() });
    this.#added = this.#added.then(() => this.#queue.add(data));
    void this.#queue.drained().catch((error: unknown) => {
      this.#tell({ type: "failed", error });
      this.close();
    });
  }

  #lost(): void {
    if (this.#recorder?.state !== "recording") return;
    this.#recorder.pause();
    this.#tell({ type: "lost", at: Date.now() });
  }

  /** After its last data. */
  async #ended(): Promise<void> {
    const recorder = this.#recorder;
    if (recorder && recorder.state !== "inactive") {
      await new Promise((resolve) => {
        recorder.addEventListener("stop", resolve, { once: true });
        recorder.stop();
      });
    }
    clearInterval(this.#listening);
    this.#microphone?.close();
    this.#microphone = null;
  }

  async #finish(id: string): Promise<void> {
    for (;;) {
      try {
        await finishRecording(id, this.#queue.made, this.#mediaType());
        return;
      } catch (error) {
        if (problemOf(error)?.code === "chunks_missing") await this.#sendMissing(id);
        else if (worthTryingAgain(error)) await this.#wait();
        else throw error;
      }
    }
  }

  async #sendMissing(id: string): Promise<void> {
    const there = new Set((await readRecording(id)).chunks);
    this.#queue.sendAgain(
      Array.from({ length: this.#queue.made }, (_, number) => number).filter((n) => !there.has(n)),
    );
    await this.#queue.drained();
  }

  #wait(): Promise<void> {
    this.#tell({ type: "waiting" });
    return new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER));
  }

  #mediaType(): string {
    return (this.#recorder?.mimeType ?? "").split(";")[0] || "audio/webm";
  }
}

function worthTryingAgain(error: unknown): boolean {
  return mayRetry(error) || problemOf(error)?.code === "chunk_corrupt";
}
