/** One recording from permission to the server's "begun": what the machine's states mean for the devices. */

import { LockedElsewhere, lockFor } from "@/lib/keeping/lock";
import { KeptRecording, Unreadable, type Wish } from "@/lib/keeping/kept-recording";
import { currentOwner } from "@/lib/keeping/owner";
import type { Earlier, Happening, Refusal } from "./machine";
import { recordableType } from "./media-type";
import { Microphone, MicrophoneRefused } from "./microphone";
import { Delivery } from "./sending/delivery";
import { Stopwatch } from "./stopwatch";

const CHUNK = 2_000; // milliseconds of sound in each: what a killed page can lose, and how late words can be
const BITS_A_SECOND = 48_000;
const LISTEN_EVERY = 200; // milliseconds

export interface SessionOptions {
  tell: (happening: Happening) => void;
  /** What the consultation is made with. */
  wish: Wish;
  /** A recording of an earlier visit that goes on; else a new one begins. */
  resumed: string | null;
  /** The server knows the consultation under this id. */
  onMade: (consultationId: string) => void;
}

export class RecordingSession {
  readonly #options: SessionOptions;
  #microphone: Microphone | null = null;
  #recorder: MediaRecorder | null = null;
  #kept: KeptRecording | null = null;
  #delivery: Delivery | null = null;
  #release: () => void = () => undefined;
  #watch = new Stopwatch();
  #listening: ReturnType<typeof setInterval> | undefined;
  #added: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async start(deviceId: string): Promise<void> {
    this.#tell({ type: "ask" });
    let earlier: Earlier | undefined;
    try {
      this.#microphone = await Microphone.open(deviceId, () => this.#lost());
      if (!this.#stopping) earlier = await this.#keep();
      if (!this.#stopping) this.#record();
    } catch (error) {
      this.close();
      this.#tell({ type: "refused", reason: reasonOf(error) });
      return;
    }
    if (this.#stopping) {
      this.close(); // the page went while the browser asked: nobody knows of this microphone any more
      return;
    }
    this.#listening = setInterval(() => {
      const level = this.level();
      if (level !== null) this.#tell({ type: "heard", at: Date.now(), level });
    }, LISTEN_EVERY);
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#tell({ type: "granted", at: Date.now(), ...(earlier && { earlier }) });
    void this.#delivery?.consultationId().catch(() => undefined); // the first chunk tries again
  }

  /** From 0 to 1. Null where that cannot be known. */
  level(): number | null {
    return this.#microphone?.level() ?? null;
  }

  pause(): void {
    this.#recorder?.pause();
    this.#watch.halt();
    this.#tell({ type: "pause", at: Date.now() });
  }

  /** With this microphone, which may be another one than before. Stays paused where it is refused. */
  async resume(deviceId: string): Promise<boolean> {
    try {
      await this.#microphone?.use(deviceId);
    } catch {
      return false;
    }
    if (this.#recorder?.state === "paused" && this.#records(this.#recorder)) this.#recorder.resume();
    else this.#record();
    this.#watch.run();
    this.#tell({ type: "resume", at: Date.now() });
    return true;
  }

  async use(deviceId: string): Promise<void> {
    await this.#microphone?.use(deviceId).catch(() => this.#lost());
    if (this.#recorder?.state === "recording" && !this.#records(this.#recorder)) this.#record();
  }

  /** The consultation's name or template changed. */
  async changeWish(wish: Wish): Promise<void> {
    await this.#kept?.changeWish(wish);
    await this.#delivery?.tellWish();
  }

  /** Resolves with the consultation's id once work on it has begun; the machine hears of a failure. */
  async stop(): Promise<string | null> {
    if (this.#stopping) return null;
    this.#stopping = true;
    this.#watch.halt();
    this.#tell({ type: "stop", at: Date.now() });
    await this.#ended();
    try {
      await this.#added;
      await this.#kept?.change({ phase: "stopped" });
      this.#tell({ type: "kept" });
      const id = (await this.#delivery?.finish()) ?? null;
      this.#tell({ type: "finished" });
      return id;
    } catch (error) {
      this.#tell({ type: "failed", error });
      return null;
    } finally {
      this.#letGo();
    }
  }

  /** All that was recorded, for keeping it by hand where the server will not have it. */
  async sound(): Promise<Blob> {
    return (await this.#kept?.sound()) ?? new Blob([]);
  }

  /** The page goes. What was recorded stays on the device, and is sent from there. */
  close(): void {
    this.#stopping = true;
    void this.#ended().then(async () => {
      await this.#added;
      this.#letGo();
    });
  }

  #tell(happening: Happening): void {
    this.#options.tell(happening);
  }

  /** A place on this device, and a way to the server. What an earlier visit left, where there is such. */
  async #keep(): Promise<Earlier | undefined> {
    const { wish, resumed } = this.#options;
    const id = resumed ?? crypto.randomUUID();
    this.#release = await lockFor(id); // before other tabs can see it, who would take it for one that was left
    const kept =
      (resumed === null ? null : await KeptRecording.open(id)) ??
      (await KeptRecording.begin({ id, owner: currentOwner(), mediaType: recordableType(), wish }));
    this.#kept = kept;
    this.#watch = new Stopwatch(kept.facts.milliseconds);
    this.#delivery = new Delivery(kept, {
      onSafe: (number) => this.#tell({ type: "safe", number }),
      onWaiting: (reason) => this.#tell({ type: "waiting", reason }),
      onMade: this.#options.onMade,
    });
    void navigator.storage.persist().catch(() => false); // not to be cleared by the browser when it needs room
    return resumed === null ? undefined : this.#goOn(kept, this.#delivery);
  }

  async #goOn(kept: KeptRecording, delivery: Delivery): Promise<Earlier> {
    await kept.change({ phase: "recording" });
    const overview = await delivery.sendTheRest();
    const { chunks, milliseconds } = kept.facts;
    const ends = new Array<number>(chunks).fill(milliseconds);
    const safe = new Set(ends.keys()); // what is no longer here, the server has
    for (const { number, end, safe: there } of overview) {
      ends[number] = end;
      if (!there) safe.delete(number);
    }
    return { ends, safe };
  }

  /** Not so where the device changed and its stream with it. */
  #records(recorder: MediaRecorder): boolean {
    return recorder.stream === this.#microphone?.stream;
  }

  /** Each time a new stream, whose first chunk begins with a header of its own. */
  #record(): void {
    if (!this.#microphone) return;
    const type = recordableType();
    const recorder = new MediaRecorder(this.#microphone.stream, {
      audioBitsPerSecond: BITS_A_SECOND,
      ...(type && { mimeType: type }),
    });
    recorder.ondataavailable = ({ data }) => this.#take(data);
    recorder.onstop = () => this.#stopping || recorder !== this.#recorder || this.#lost();
    recorder.start(CHUNK);
    this.#recorder = recorder;
    this.#watch.run();
  }

  #take(data: Blob): void {
    if (!data.size) return;
    const end = this.#watch.elapsed();
    this.#tell({ type: "chunk", end });
    this.#added = this.#added.then(async () => {
      if (!this.#kept || !this.#delivery) return;
      const { number, durable } = await this.#kept.add(data, end);
      this.#tell({ type: "stored", durable });
      this.#delivery.send(number);
      void this.#delivery.drained().catch((error: unknown) => this.#tell({ type: "trouble", error }));
    });
  }

  #lost(): void {
    if (this.#recorder?.state === "recording") this.#recorder.pause();
    this.#watch.halt();
    this.#tell({ type: "lost", at: Date.now() });
  }

  /** A hidden page may be the last that is seen of it: what is in the recorder is taken out. */
  readonly #onVisibility = () => {
    if (document.visibilityState === "visible") void this.#microphone?.wake();
    else if (this.#recorder?.state === "recording") this.#recorder.requestData();
  };

  /** After its last data. */
  async #ended(): Promise<void> {
    clearInterval(this.#listening);
    document.removeEventListener("visibilitychange", this.#onVisibility);
    const recorder = this.#recorder;
    if (recorder && recorder.state !== "inactive") {
      await new Promise((resolve) => {
        recorder.addEventListener("stop", resolve, { once: true });
        recorder.stop();
      });
    }
    this.#microphone?.close();
    this.#microphone = null;
  }

  #letGo(): void {
    this.#delivery?.close();
    this.#release();
  }
}

function reasonOf(error: unknown): Refusal {
  if (error instanceof LockedElsewhere) return "elsewhere";
  if (error instanceof Unreadable) return "unreadable";
  return error instanceof MicrophoneRefused ? error.reason : "unsupported";
}
