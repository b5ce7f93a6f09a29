import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { clock } from "./format";
import { useStepProgress } from "./live/progress";

export interface ProgressSentence {
  text: string;
  /** 0 to 1, where it is known. */
  share: number | undefined;
}

/** What is being done for a consultation, and how far it is: `Transcribiendo 04:10 de 12:30`. */
export function useProgressSentence({
  id,
  status,
  seconds,
}: Pick<Schemas["ConsultationView"], "id" | "status" | "seconds">): ProgressSentence | null {
  const { t } = useTranslation();
  const progress = useStepProgress(id);
  if (status === "transcribing") {
    const total = progress?.total ?? seconds;
    const done = progress?.done;
    if (progress?.step === "roles") return { text: t("progress.roles"), share: 1 };
    if (done === undefined || !total) return { text: t("progress.reading"), share: undefined };
    return {
      text: t("progress.transcribing", { done: clock(done), total: clock(total) }),
      share: Math.min(1, done / total),
    };
  }
  if (status === "writing") {
    return {
      text: progress?.step === "check" ? t("progress.checking") : t("progress.writing"),
      share: undefined,
    };
  }
  return null;
}
