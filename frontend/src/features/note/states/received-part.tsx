import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { finishRecording } from "@/api/finish-recording";
import { sentenceOf } from "@/api/problem";
import { readRecording } from "@/api/read-recording";
import { refreshConsultations } from "@/api/refresh-consultations";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

/** A recording that stopped on its way, a closed page or a dead battery: what arrived is still a recording. */
export function ReceivedPart({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["recording", id], queryFn: () => readRecording(id) });
  const { mutate, isPending, error } = useMutation({
    mutationFn: (chunks: number) => finishRecording(id, chunks, null),
    onSuccess: () => refreshConsultations(queries),
  });
  // Sound cannot be read past a gap.
  const gap = data?.chunks.findIndex((number, place) => number !== place) ?? -1;
  if (!data?.chunks.length || gap !== -1) return null;
  return (
    <>
      <Button kind="primary" disabled={isPending} onClick={() => mutate(data.chunks.length)}>
        {t("note.transcribe_received")}
      </Button>
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
    </>
  );
}
