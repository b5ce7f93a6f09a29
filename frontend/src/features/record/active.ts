/** Whether this page records now: nothing may be put in the page's place until it has stopped. */
import { Listeners } from "@/api/listeners";

let recording = false;
const listeners = new Listeners();

export function isRecordingNow(): boolean {
  return recording;
}

export function setRecordingNow(now: boolean): void {
  recording = now;
  listeners.tell();
}

export const onRecordingNowChange = listeners.add;
