/** Plays a recording, or only the stretches that support a statement. Loads nothing before it is asked to. */
import { Listeners } from "@/api/listeners";
import type { Clip } from "../model/evidence";
import { oneStream } from "./one-stream";

export interface PlayerState {
  playing: boolean;
  /** Seconds. */
  time: number;
  rate: number;
  /** What is being played, where it is not the whole. */
  clips: readonly Clip[];
  loading: boolean;
  problem: unknown;
}

type Address = () => Promise<{ url: string; release: () => void }>;

const LEAD = 0.15; // seconds before a word, so that its beginning is heard
const SHORT = 1; // second by which a recording must be longer than the browser makes it, to be several streams

export class ClipPlayer {
  readonly audio = new Audio();
  private state: PlayerState = { playing: false, time: 0, rate: 1, clips: [], loading: false, problem: null };
  private readonly listeners = new Listeners();
  private queue: Clip[] = [];
  private source: Promise<string> | null = null;
  private release: () => void = () => undefined;
  private frame = 0;

  /** `seconds`: how long it is, where that is known. */
  constructor(
    private readonly address: Address,
    private readonly seconds: number | null,
  ) {
    this.audio.preload = "metadata";
    this.audio.addEventListener("play", () => this.follow());
    this.audio.addEventListener("pause", () => this.set({ playing: false }));
    this.audio.addEventListener("seeked", () => this.set({ time: this.audio.currentTime }));
    this.audio.addEventListener("ended", () => this.set({ playing: false, clips: [] }));
  }

  readonly subscribe = this.listeners.add;

  snapshot = (): PlayerState => this.state;

  /** The address of the recording as the player knows it, once it can be played. */
  load = (): Promise<string> => {
    this.source ??= this.opened().catch((problem: unknown) => {
      this.source = null;
      this.set({ problem, loading: false });
      throw problem;
    });
    return this.source;
  };

  toggle = (): void => {
    if (this.state.playing) return this.audio.pause();
    this.queue = [...this.state.clips].filter((clip) => clip.end > this.audio.currentTime);
    void this.start();
  };

  /** These stretches one after the other; asked for again while they play, it stops. */
  playClips = (clips: readonly Clip[]): void => {
    const [first] = clips;
    if (!first) return;
    if (this.state.playing && same(clips, this.state.clips)) return this.audio.pause();
    this.queue = [...clips];
    this.set({ clips });
    void this.start(first.start - LEAD);
  };

  seek = (time: number): void => {
    this.queue = [];
    this.set({ clips: [], time });
    void this.load().then(
      () => (this.audio.currentTime = time),
      () => undefined,
    );
  };

  setRate = (rate: number): void => {
    this.audio.playbackRate = rate;
    this.audio.defaultPlaybackRate = rate;
    this.set({ rate });
  };

  close = (): void => {
    cancelAnimationFrame(this.frame);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.release();
    this.source = null;
  };

  private async start(from?: number): Promise<void> {
    try {
      await this.load();
      if (from !== undefined) this.audio.currentTime = Math.max(0, from);
      await this.audio.play();
    } catch (problem) {
      // Pausing while it begins is no failure.
      if (!(problem instanceof DOMException && problem.name === "AbortError"))
        this.set({ problem, playing: false });
    }
  }

  private async opened(): Promise<string> {
    this.set({ loading: true, problem: null });
    const { url, release } = await this.address();
    this.release = release;
    await this.show(url);
    if (!this.isWhole()) await this.inOneStream(url);
    this.set({ loading: false });
    return this.audio.currentSrc;
  }

  /** Whether the player can go to any place of it. */
  private isWhole(): boolean {
    const { duration } = this.audio;
    return Number.isFinite(duration) && (this.seconds === null || duration >= this.seconds - SHORT);
  }

  /** What cannot be made so is played as it is: from its beginning, or up to the end of its longest part. */
  private async inOneStream(url: string): Promise<void> {
    try {
      const recording = await (await fetch(url)).arrayBuffer();
      const whole = URL.createObjectURL(oneStream(new Uint8Array(recording)));
      const before = this.release;
      this.release = () => {
        URL.revokeObjectURL(whole);
        before();
      };
      await this.show(whole);
    } catch {
      await this.show(url);
    }
  }

  /** Resolves once its length is known. */
  private async show(url: string): Promise<void> {
    this.audio.src = url;
    await loaded(this.audio);
  }

  /** `timeupdate` comes four times a second, which is too late to stop after a word. */
  private follow(): void {
    cancelAnimationFrame(this.frame);
    const look = () => {
      if (this.audio.paused) return;
      this.set({ playing: true, time: this.audio.currentTime });
      this.stopAtTheEndOfAClip();
      this.frame = requestAnimationFrame(look);
    };
    look();
  }

  private stopAtTheEndOfAClip(): void {
    const [now, next] = this.queue;
    if (!now || this.audio.currentTime < now.end) return;
    this.queue.shift();
    if (next) this.audio.currentTime = Math.max(0, next.start - LEAD);
    else this.audio.pause();
  }

  private set(change: Partial<PlayerState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.tell();
  }
}

function same(a: readonly Clip[], b: readonly Clip[]): boolean {
  return (
    a.length === b.length &&
    a.every((clip, place) => clip.start === b[place]?.start && clip.end === b[place].end)
  );
}

function loaded(audio: HTMLAudioElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const failed = () => {
      stop.abort();
      reject(audio.error ?? new Error("audio"));
    };
    const came = () => {
      stop.abort();
      resolve();
    };
    audio.addEventListener("loadedmetadata", came, { signal: stop.signal });
    audio.addEventListener("error", failed, { signal: stop.signal });
  });
}
