/** What the fake microphone hears. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** "El paciente presenta dolor abdominal", again and again. */
export const VOICE = resolve(import.meta.dirname, "../../backend/tests/data/audio/dolor-abdominal.wav");

export const hearing = (wav: string) => `--use-file-for-fake-audio-capture=${wav}`;

/** A room in which nobody says anything: one channel of 16-bit zeros. */
export function silence(seconds: number): string {
  const rate = 16_000;
  const size = seconds * rate * 2;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + size, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(size, 40);
  const path = join(mkdtempSync(join(tmpdir(), "silence-")), "silence.wav");
  writeFileSync(path, Buffer.concat([header, Buffer.alloc(size)]));
  return path;
}
