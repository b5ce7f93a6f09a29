import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { createConsultation } from "@/api/create-consultation";
import { sentenceOf } from "@/api/problem";
import { refreshConsultations } from "@/api/refresh-consultations";
import { uploadRecording } from "@/api/upload-recording";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";

/** An acted consultation that comes with the app; it goes the way of every recording. */
const SAMPLE = "/sample-consultation.opus";

export function SampleButton({ icon }: { icon: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [share, setShare] = useState(0);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const sound = await (await fetch(SAMPLE)).blob();
      const consultation = await createConsultation({ patient_label: t("start.sample_label") });
      await uploadRecording(consultation.id, new Blob([sound], { type: "audio/ogg" }), {
        onProgress: setShare,
        signal: new AbortController().signal,
      });
      return consultation.id;
    },
    onSuccess: async (id) => {
      await refreshConsultations(queries);
      await navigate(`/consultations/${id}`);
    },
  });
  return (
    <>
      {isPending ? (
        <div className="w-full py-2">
          <Progress text={t("start.sample_loading")} share={share} />
        </div>
      ) : (
        <Button kind="quiet" className="sm:-ml-4" onClick={() => mutate()}>
          {icon}
          {t("start.sample")}
        </Button>
      )}
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
    </>
  );
}
