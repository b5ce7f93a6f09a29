/**
 * A recording that was interrupted and went on is several streams in one file, and the times of each begin
 * at 0. A player would lay them over one another; a source in "sequence" mode puts each after the last.
 */
import { streamsOf } from "./streams";

/** By the type under which the recording is served: what a browser that recorded it put into it. */
const CODECS: Record<string, string> = {
  "audio/webm": "audio/webm;codecs=opus",
  "audio/mp4": "audio/mp4;codecs=mp4a.40.2",
};

export interface Whole {
  url: string;
  /** Once a player has opened the address and all of it is there. */
  ready: Promise<void>;
  release: () => void;
}

/** Throws where the browser cannot. */
export async function inOnePiece(address: string): Promise<Whole> {
  const response = await fetch(address);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = CODECS[response.headers.get("Content-Type")?.split(";")[0] ?? ""];
  if (type === undefined || !("MediaSource" in window) || !MediaSource.isTypeSupported(type))
    throw new Error("it cannot be joined here");
  const source = new MediaSource();
  const url = URL.createObjectURL(source);
  return { url, ready: filled(source, type, streamsOf(bytes)), release: () => URL.revokeObjectURL(url) };
}

async function filled(
  source: MediaSource,
  type: string,
  streams: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  await happened(source, "sourceopen");
  const buffer = source.addSourceBuffer(type);
  buffer.mode = "sequence";
  for (const stream of streams) {
    buffer.appendBuffer(stream);
    await happened(buffer, "updateend");
    buffer.abort(); // the next begins anew, where this one ended
  }
  source.endOfStream();
}

function happened(target: EventTarget, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    target.addEventListener(event, () => resolve(), { once: true });
    target.addEventListener("error", () => reject(new Error(event)), { once: true });
  });
}
