import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { problemOf, sentenceOf } from "@/api/problem";
import { useConsultation } from "@/api/use-consultation";
import { useNote } from "@/api/use-note";
import { useTranscript } from "@/api/use-transcript";
import { timeOfDay } from "@/lib/format";
import { usePageTitle } from "@/lib/use-page-title";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Skeleton } from "@/ui/skeleton";
import { TryAgain } from "@/ui/try-again";
import type { Consultation } from "./model/types";
import { ReviewPage } from "./review-page";
import { FailureView } from "./states/failure-view";
import { ProcessingView } from "./states/processing-view";
import { UnrecordedView } from "./states/unrecorded-view";

/** One consultation, in whatever state it is. */
export function NotePage() {
  const { id = "" } = useParams();
  return <ConsultationPage key={id} id={id} />;
}

function ConsultationPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { data: consultation, error, refetch } = useConsultation(id);
  const label =
    consultation &&
    (consultation.patient_label ||
      t("list.unnamed", { time: timeOfDay(consultation.created_at, i18n.language) }));
  usePageTitle(label ?? "");

  if (consultation && label !== undefined)
    return (
      <>
        <p role="status" className="sr-only">
          {t(`status.${consultation.status}`)}
        </p>
        <InItsState consultation={consultation} label={label} />
      </>
    );
  if ([404, 422].includes(problemOf(error)?.status ?? 0))
    return (
      <EmptyState
        title={t("note.unknown")}
        actions={
          <ButtonLink to="/" kind="primary">
            {t("unknown.home")}
          </ButtonLink>
        }
      >
        {t("note.unknown_text")}
      </EmptyState>
    );
  return (
    <div className="mx-auto w-full max-w-note px-6 py-8">
      {error ? <TryAgain why={sentenceOf(error)} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
    </div>
  );
}

const BEFORE_A_NOTE: readonly Consultation["status"][] = ["recording", "transcribing", "failed"];

function InItsState({ consultation, label }: { consultation: Consultation; label: string }) {
  const { id, status } = consultation;
  const note = useNote(id, !BEFORE_A_NOTE.includes(status));
  const transcript = useTranscript(id);
  const { error, refetch } = note.data ? transcript : note;

  if (status === "failed") return <FailureView consultation={consultation} label={label} />;
  if (status === "recording") return <UnrecordedView consultation={consultation} label={label} />;
  if (note.data && transcript.data)
    return <ReviewPage {...{ consultation, label }} note={note.data} transcript={transcript.data} />;
  if (error && problemOf(error)?.code !== "not_ready")
    return (
      <div className="mx-auto w-full max-w-note px-6 py-8">
        <TryAgain why={sentenceOf(error)} onRetry={() => void refetch()} />
      </div>
    );
  return <ProcessingView consultation={consultation} label={label} />;
}
