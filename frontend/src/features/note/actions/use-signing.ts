import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keepNote } from "@/api/keep-note";
import { refreshConsultations } from "@/api/refresh-consultations";
import { problemOf, sentenceOf } from "@/api/problem";
import { readNote } from "@/api/read-note";
import { signNote } from "@/api/sign-note";
import { useReview } from "../review-context";

/** Saves what is not saved and locks exactly that version. */
export function useSigning() {
  const { t } = useTranslation();
  const { consultationId, editor } = useReview();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function sign(): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    try {
      if (!(await editor.flush())) throw new Error("unsaved");
      const { version } = await readNote(consultationId);
      keepNote(queries, consultationId, await signNote(consultationId, version));
      return true;
    } catch (error) {
      setProblem(problemOf(error) ? sentenceOf(error) : t("sign.unsaved"));
      return false;
    } finally {
      setBusy(false);
      await refreshConsultations(queries);
    }
  }

  return { busy, problem, sign };
}
