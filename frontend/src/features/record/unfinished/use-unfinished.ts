import { useCallback, useEffect, useRef, useState } from "react";
import { KeptRecording } from "@/lib/keeping/kept-recording";
import { alone } from "@/lib/keeping/lock";
import { Delivery } from "../sending/delivery";

export type Unfinished =
  /** Another tab records or sends it. */
  | { phase: "elsewhere" }
  /** What to do with it is for the clinician to say. */
  | { phase: "offered" }
  | { phase: "finishing"; waiting: boolean }
  | { phase: "failed"; error: unknown };

interface Mine {
  kept: KeptRecording;
  delivery: Delivery;
}

/**
 * What is left of a recording, as soon as no other tab works on it: what the server lacks is sent at once;
 * it is finished by itself if it had been stopped, or when `finish` is called.
 */
export function useUnfinished(id: string, onDone: (consultationId: string) => void) {
  const [state, setState] = useState<Unfinished>({ phase: "elsewhere" });
  const mine = useRef<Mine | null>(null);
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });

  /** Not where it only ended because the page went on to something else. */
  const fail = useCallback((error: unknown) => {
    if (mine.current) setState({ phase: "failed", error });
  }, []);

  const finish = useCallback(async () => {
    if (!mine.current) return;
    const { kept, delivery } = mine.current;
    setState({ phase: "finishing", waiting: false });
    try {
      await kept.change({ phase: "stopped" });
      latest.current(await delivery.finish());
    } catch (error) {
      fail(error);
    }
  }, [fail]);

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;

    async function care(): Promise<void> {
      const kept = await KeptRecording.open(id);
      if (!kept) return;
      if (!kept.facts.chunks) return kept.forget(); // it ended before anything was heard
      const delivery = new Delivery(kept, {
        onWaiting: () => setState((now) => (now.phase === "finishing" ? { ...now, waiting: true } : now)),
        onSafe: () => setState((now) => (now.phase === "finishing" ? { ...now, waiting: false } : now)),
      });
      mine.current = { kept, delivery };
      setState({ phase: "offered" });
      await delivery.sendTheRest();
      if (kept.facts.phase === "stopped") void finish();
      else void delivery.drained().catch(fail);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      mine.current = null;
      delivery.close();
    }

    void alone(id, signal, care).catch((error: unknown) => {
      if (!signal.aborted) setState({ phase: "failed", error });
    });
    return () => leaving.abort();
  }, [id, finish, fail]);

  const sound = useCallback(async () => (await KeptRecording.open(id))?.sound(), [id]);
  return { state, finish, sound };
}
