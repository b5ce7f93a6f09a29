/** The microphone as a stream that stays the same while the device behind it may change, where the browser can. */

import type { Refusal } from "./machine";

export class MicrophoneRefused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

const WINDOW = 2_048; // samples in which the level is measured, some 40 ms
const PATIENCE = 3_000; // milliseconds for the sound graph to start, which takes a tenth of that

export class Microphone {
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #target: MediaStreamAudioDestinationNode;
  readonly #window = new Float32Array(WINDOW);
  readonly #onLost: () => void;
  #input: { media: MediaStream; node: MediaStreamAudioSourceNode } | null = null;
  #stream: MediaStream;
  #started: Promise<boolean> | null = null;

  private constructor(onLost: () => void) {
    this.#onLost = onLost;
    this.#context = new AudioContext();
    this.#target = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
    this.#analyser = new AnalyserNode(this.#context, { fftSize: WINDOW });
    this.#stream = this.#target.stream;
  }

  /** What to record: one channel. Another one after each `use` where the sound graph does not run. */
  get stream(): MediaStream {
    return this.#stream;
  }

  /** Asks for permission where there is none yet. Throws `MicrophoneRefused`. */
  static async open(deviceId: string, onLost: () => void): Promise<Microphone> {
    if (!("mediaDevices" in navigator) || !("MediaRecorder" in window))
      throw new MicrophoneRefused("unsupported");
    const microphone = new Microphone(onLost);
    try {
      await microphone.use(deviceId);
    } catch (error) {
      microphone.close();
      throw error;
    }
    return microphone;
  }

  /** Listens to this device from now on; the empty id is the system's choice. */
  async use(deviceId: string): Promise<void> {
    const media = await asked(deviceId);
    const started = await (this.#started ??= this.#start());
    if (started) await this.#context.resume();
    this.#release();
    const node = new MediaStreamAudioSourceNode(this.#context, { mediaStream: media });
    node.connect(this.#target);
    node.connect(this.#analyser);
    this.#input = { media, node };
    this.#stream = started ? this.#target.stream : media;
    media.getAudioTracks()[0]?.addEventListener("ended", this.#onLost);
  }

  /** How loud it is now, from 0 to 1: the root mean square. Null where that cannot be known. */
  level(): number | null {
    if (this.#stream !== this.#target.stream) return null;
    this.#analyser.getFloatTimeDomainData(this.#window);
    return Math.sqrt(this.#window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW);
  }

  /** After a locked screen or a telephone call, which halt the sound on some devices. */
  async wake(): Promise<void> {
    if (this.#context.state !== "running") await this.#context.resume().catch(() => undefined);
  }

  /**
   * Whether the sound graph runs. In Firefox it waits for ever on a computer that has no loudspeaker to play
   * to, also when nothing is to be played; then the device is recorded as it is.
   */
  async #start(): Promise<boolean> {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([this.wake(), late]);
    return this.#context.state === "running";
  }

  close(): void {
    this.#release();
    void this.#context.close();
  }

  #release(): void {
    this.#input?.node.disconnect();
    for (const track of this.#input?.media.getTracks() ?? []) {
      track.removeEventListener("ended", this.#onLost);
      track.stop();
    }
    this.#input = null;
  }
}

async function asked(deviceId: string): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(deviceId && { deviceId: { exact: deviceId } }),
        channelCount: 1,
        echoCancellation: false, // it cuts off the quieter of two voices
        noiseSuppression: false, // it takes consonants with the noise: words were heard wrong that are clear without it
        autoGainControl: true,
      },
    });
  } catch (error) {
    throw new MicrophoneRefused(reasonOf(error));
  }
}

function reasonOf(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "denied";
}
