/** The consultation that is being made: what is known of it, and its id once the server has it. */

import { useCallback, useRef, useState } from "react";
import type { Schemas } from "@/api/client";
import { createConsultation } from "@/api/create-consultation";
import { deleteConsultation } from "@/api/delete-consultation";
import type { Wish } from "@/lib/keeping/kept-recording";
import { tellWish } from "./tell-wish";

export type ConsentGiver = Schemas["Consent"]["by"];
export type ConsentMethod = Schemas["Consent"]["method"];

export interface Draft {
  label: string;
  /** A template's key; empty for the clinician's default. */
  template: string;
  by: ConsentGiver;
  method: ConsentMethod | null;
  /** When the method was chosen: that is when they agreed. */
  agreedAt: string;
}

const EMPTY: Draft = { label: "", template: "", by: "patient", method: null, agreedAt: "" };

export function useDraft() {
  const [draft, setDraft] = useState(EMPTY);
  const latest = useRef(draft);
  const id = useRef<Promise<string> | null>(null);

  const change = useCallback((part: Partial<Draft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
  }, []);

  const create = useCallback((): Promise<string> => {
    id.current ??= createConsultation(wishOf(latest.current)).then(
      ({ id }) => id,
      (error: unknown) => {
        id.current = null;
        throw error;
      },
    );
    return id.current;
  }, []);

  const wish = useCallback(() => wishOf(latest.current), []);

  /** What changed after it was made, or while it was. */
  const tellChange = useCallback(() => {
    void id.current?.then((id) => tellWish(id, wishOf(latest.current))).catch(() => undefined);
  }, []);

  /** It was given up before anything of it was kept. */
  const discard = useCallback(() => {
    const made = id.current;
    id.current = null;
    void made?.then(deleteConsultation).catch(() => undefined); // an empty one is left, to be deleted by hand
  }, []);

  return { draft, change, create, wish, tellChange, discard };
}

function wishOf({ label, template, by, method, agreedAt }: Draft): Wish {
  return {
    patient_label: label,
    ...(template && { template }),
    ...(method && { consent: { by, method, at: agreedAt } }),
  };
}
