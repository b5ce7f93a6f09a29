/** The consultation that is being made: what is known of it, and its id once the server has it. */

import { useCallback, useRef, useState } from "react";
import { changeConsultation } from "@/api/change-consultation";
import type { Schemas } from "@/api/client";
import { createConsultation } from "@/api/create-consultation";
import { deleteConsultation } from "@/api/delete-consultation";
import type { Wish } from "@/lib/keeping/kept-recording";

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

  /** It was given up before anything of it was kept. */
  const discard = useCallback(() => {
    const made = id.current;
    id.current = null;
    void made?.then(deleteConsultation).catch(() => undefined); // an empty one is left, to be deleted by hand
  }, []);

  return { draft, change, create, wish, discard };
}

/** Tells the server what changed after the consultation was made. */
export async function tellChange(
  consultationId: string,
  { patient_label = "", template }: Wish,
): Promise<void> {
  await changeConsultation(consultationId, { patient_label, ...(template && { template }) });
}

function wishOf({ label, template, by, method, agreedAt }: Draft): Wish {
  return {
    patient_label: label,
    ...(template && { template }),
    ...(method && { consent: { by, method, at: agreedAt } }),
  };
}
