import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { sentenceOf } from "@/api/problem";
import { useConsultation } from "@/api/use-consultation";
import { useProgressSentence } from "@/lib/use-progress-sentence";
import { usePageTitle } from "@/lib/use-page-title";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import type { Schemas } from "@/api/client";

export function NotePage() {
  const { id = "" } = useParams();
  const { data, error } = useConsultation(id);
  usePageTitle(data?.patient_label ?? "");
  return (
    <div className="mx-auto w-full max-w-note px-6 py-8">
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
      {data && <Head consultation={data} />}
    </div>
  );
}

function Head({ consultation }: { consultation: Schemas["ConsultationView"] }) {
  const { t } = useTranslation();
  const progress = useProgressSentence(consultation);
  return (
    <>
      <h1 className="text-2xl font-semibold">{consultation.patient_label}</h1>
      {progress ? <Progress {...progress} /> : <p>{consultation.failure?.message ?? t(`status.${consultation.status}`)}</p>}
    </>
  );
}
