import type { Heard, HeardUtterance } from "@/lib/live/transcript";

export interface Row extends HeardUtterance {
  /** The words may still change. */
  provisional: boolean;
  /** Somebody else spoke before. */
  newSpeaker: boolean;
}

/** What was read from the server, with what the events brought since, in the order in which it was said. */
export function rowsOf(read: readonly HeardUtterance[], { final, count, interim }: Heard): Row[] {
  const settled = new Map([...read.map((one) => [one.id, one] as const), ...final]);
  const inOrder = [...settled.values()]
    .filter(({ id }) => id < count)
    .sort((one, other) => one.id - other.id);
  const all = [
    ...inOrder.map((one) => ({ ...one, provisional: false })),
    ...interim.map((one) => ({ ...one, provisional: true })),
  ].filter(({ text }) => text.trim() !== "");
  return all.map((one, place) => ({ ...one, newSpeaker: all[place - 1]?.speaker !== one.speaker }));
}
