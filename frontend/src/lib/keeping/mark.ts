/** Whether this device may keep an unfinished recording: known without opening the database that has it. */
import { KeptText } from "@/api/kept-text";

const mark = new KeptText("medic-scribe.unfinished");

export const onUnfinishedChange = mark.onChange;

export function hasUnfinished(): boolean {
  return mark.read() !== null;
}

export function setUnfinished(unfinished: boolean): void {
  if (unfinished !== hasUnfinished()) mark.write(unfinished ? "1" : null);
}
