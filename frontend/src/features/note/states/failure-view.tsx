import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { useRetryConsultation } from "@/api/use-retry-consultation";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { NoteHeading } from "../note-heading";
import type { Consultation } from "../model/types";
import { AnotherFile } from "./another-file";

/** What stopped it, what is safe, and the ways on. */
export function FailureView({ consultation, label }: { consultation: Consultation; label: string }) {
  const { t } = useTranslation();
  const retry = useRetryConsultation();
  const { failure } = consultation;
  return (
    <div className="mx-auto flex w-full max-w-note flex-col gap-6 px-6 py-6">
      <NoteHeading consultation={consultation} label={label} />
      <Notice
        tone="red"
        actions={
          <Button kind="primary" disabled={retry.isPending} onClick={() => retry.mutate(consultation.id)}>
            {t("action.retry")}
          </Button>
        }
      >
        {retry.error ? sentenceOf(retry.error) : failure?.message}
      </Notice>
      <AnotherFile consultation={consultation} />
    </div>
  );
}
