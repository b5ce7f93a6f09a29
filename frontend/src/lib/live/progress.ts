/** How far each consultation's work is, as the events tell. */

import { useCallback, useSyncExternalStore } from "react";
import { Listeners } from "@/api/listeners";

export interface StepProgress {
  /** The pipeline's step: `transcribe`, `roles`, `write`, `check`. */
  step: string;
  /** Seconds of the recording; only while transcribing. */
  done?: number;
  total?: number;
}

const known = new Map<string, StepProgress>();
const listeners = new Listeners();

export function setProgress(consultationId: string, progress: StepProgress | null): void {
  if (progress) known.set(consultationId, progress);
  else known.delete(consultationId);
  listeners.tell();
}

export function progressOf(consultationId: string): StepProgress | undefined {
  return known.get(consultationId);
}

export function useStepProgress(consultationId: string): StepProgress | undefined {
  return useSyncExternalStore(
    listeners.add,
    useCallback(() => known.get(consultationId), [consultationId]),
  );
}
