/** What this browser keeps of recordings that are not yet whole on the server. Sound and words are encrypted. */

import { Dexie, type EntityTable, type Table } from "dexie";
import type { Sealed } from "./cipher";

export interface RecordingRow {
  /** This device's own name for it: it begins before the server knows of it. */
  id: string;
  /** Whose it is: nobody else on this device sees or sends it. */
  owner: string;
  /** Null until the server has made the consultation. */
  consultationId: string | null;
  /** Milliseconds since 1970. */
  begunAt: number;
  /** As the recorder says it: `audio/webm;codecs=opus`. */
  mediaType: string;
  /** How many chunks there are; they count from 0. */
  chunks: number;
  /** Milliseconds of sound in them. */
  milliseconds: number;
  /** Whether the server has what is wished for as it is now. */
  told: boolean;
  /** `stopped`: nothing more will come, so that it is finished without asking. */
  phase: "recording" | "stopped";
  /** What the consultation is made with. */
  wish: Sealed;
}

export interface ChunkRow {
  recording: string;
  number: number;
  sealed: Sealed;
  /** How many milliseconds were recorded when it was made. */
  end: number;
  /** The server has it. */
  safe: boolean;
}

export class RecordingDatabase extends Dexie {
  readonly recordings!: EntityTable<RecordingRow, "id">;
  readonly chunks!: Table<ChunkRow, [string, number]>;
  readonly keys!: Table<CryptoKey, string>;

  constructor() {
    super("medic-scribe-recordings");
    this.version(1).stores({ recordings: "id, owner", chunks: "[recording+number]", keys: "" });
  }
}

export const database = new RecordingDatabase();
