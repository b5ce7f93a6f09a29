/** The microphone as a stream that stays the same while the device behind it may change. */

import type { Refusal } from "./machine";

export class MicrophoneRefused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

const WINDOW = 2_048; // samples in which the level is measured, some 40 ms

export class Microphone {
  /** What to record: one channel. */
  readonly stream: MediaStream;
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #target: MediaStreamAudioDestinationNode;
  readonly #window = new Float32Array(WINDOW);
  readonly #onLost: () => void;
  #input: { media: MediaStream; node: MediaStreamAudioSourceNode } | null = null;

  private constructor(onLost: () => void) {
    this.#onLost = onLost;
    this.#context = new AudioContext();
    this.#target = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
    this.#analyser = new AnalyserNode(this.#context, { fftSize: WINDOW });
    this.stream = this.#target.stream;
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
    await this.#context.resume();
    this.#release();
    const node = new MediaStreamAudioSourceNode(this.#context, { mediaStream: media });
    node.connect(this.#target);
    node.connect(this.#analyser);
    this.#input = { media, node };
    media.getAudioTracks()[0]?.addEventListener("ended", this.#onLost);
  }

  /** How loud it is now, from 0 to 1: the root mean square. */
  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#window);
    return Math.sqrt(this.#window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW);
  }

  /** After a locked screen or a telephone call, which halt the sound on some devices. */
  async wake(): Promise<void> {
    if (this.#context.state !== "running") await this.#context.resume().catch(() => undefined);
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
