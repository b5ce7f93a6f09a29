/** What is heard of each consultation while it is recorded, as the events tell. */

import { useCallback, useSyncExternalStore } from "react";
import { Listeners } from "@/api/listeners";
import type { Schemas } from "@/api/client";

export interface HeardUtterance {
  /** From 0 within its consultation; one that comes again replaces the earlier. */
  id: number;
  speaker: Schemas["UtteranceView"]["speaker"];
  text: string;
  /** Seconds from the start of the recording. */
  start: number;
  end: number;
}

export interface Heard {
  final: ReadonlyMap<number, HeardUtterance>;
  /** How many there are, as far as was told: speakers put right may leave fewer than were there before. */
  count: number;
  /** What may still change. */
  interim: readonly HeardUtterance[];
  /** How many seconds the transcription lags; 0 while it keeps up. */
  behind: number;
}

const NOTHING: Heard = { final: new Map(), count: Infinity, interim: [], behind: 0 };
const SPEAKERS: readonly string[] = ["clinician", "patient", "companion", "unknown"];

const known = new Map<string, Heard>();
const listeners = new Listeners();

/** An event of type `utterances` or `behind`; whatever is not of its form is left out. */
export function hear(consultationId: string, type: string, data: Record<string, unknown>): void {
  const before = known.get(consultationId) ?? NOTHING;
  known.set(
    consultationId,
    type === "behind" ? { ...before, behind: seconds(data.seconds) } : after(before, data),
  );
  listeners.tell();
}

/** Once the whole transcript can be read. */
export function forgetHeard(consultationId: string): void {
  if (known.delete(consultationId)) listeners.tell();
}

export function useHeard(consultationId: string): Heard {
  return useSyncExternalStore(
    listeners.add,
    useCallback(() => known.get(consultationId) ?? NOTHING, [consultationId]),
  );
}

function after(before: Heard, data: Record<string, unknown>): Heard {
  const utterances = Array.isArray(data.utterances) ? data.utterances.filter(isUtterance) : [];
  if (data.final !== true) return { ...before, interim: utterances };
  return {
    ...before,
    final: new Map([...before.final, ...utterances.map((one) => [one.id, one] as const)]),
    count: typeof data.count === "number" ? data.count : before.count,
    interim: [], // what was said meanwhile comes again
  };
}

function isUtterance(value: unknown): value is HeardUtterance {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Record<string, unknown>;
  return (
    typeof one.id === "number" &&
    typeof one.text === "string" &&
    typeof one.start === "number" &&
    typeof one.end === "number" &&
    SPEAKERS.includes(String(one.speaker))
  );
}

function seconds(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
