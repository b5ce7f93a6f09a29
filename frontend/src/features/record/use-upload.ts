import { useCallback, useEffect, useRef, useState } from "react";
import { sentenceOf } from "@/api/problem";
import { uploadRecording } from "@/api/upload-recording";

export type Upload =
  | { phase: "ready" }
  | { phase: "sending"; name: string; size: number; share: number }
  | { phase: "failed"; sentence: string };

interface Work {
  /** Makes the consultation, once for all tries. */
  create: () => Promise<string>;
  /** Unmakes it: the file was not wanted after all. */
  discard: () => void;
  onDone: (id: string) => void;
}

/** One file on its way. */
export function useUpload({ create, discard, onDone }: Work) {
  const [state, setState] = useState<Upload>({ phase: "ready" });
  const cancelling = useRef<AbortController | null>(null);
  useEffect(() => () => cancelling.current?.abort(), []);

  const send = useCallback(
    async (file: File) => {
      const control = new AbortController();
      cancelling.current = control;
      const sending = { phase: "sending" as const, name: file.name, size: file.size };
      setState({ ...sending, share: 0 });
      try {
        const id = await create();
        await uploadRecording(id, file, {
          onProgress: (share) => setState({ ...sending, share }),
          signal: control.signal,
        });
        onDone(id);
      } catch (error) {
        if (control.signal.aborted) discard();
        setState(
          control.signal.aborted ? { phase: "ready" } : { phase: "failed", sentence: sentenceOf(error) },
        );
      }
    },
    [create, discard, onDone],
  );
  const cancel = useCallback(() => cancelling.current?.abort(), []);
  return { state, send, cancel };
}
