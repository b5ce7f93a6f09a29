import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { refreshConsultations } from "@/api/refresh-consultations";
import { sentenceOf } from "@/api/problem";
import { uploadRecording } from "@/api/upload-recording";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import type { Consultation } from "../model/types";

/** A recording from a file for a consultation that has none which can be used. */
export function AnotherFile({ consultation }: { consultation: Consultation }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState(0);
  const [stop, setStop] = useState(() => new AbortController());
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File) =>
      uploadRecording(consultation.id, file, { onProgress: setShare, signal: stop.signal }),
    onSuccess: () => refreshConsultations(queries),
  });

  function cancel(): void {
    stop.abort();
    setStop(new AbortController());
  }

  if (isPending)
    return (
      <div className="flex w-full items-end gap-4">
        <div className="flex-1">
          <Progress text={t("note.uploading")} share={share} />
        </div>
        <Button onClick={cancel}>{t("action.cancel")}</Button>
      </div>
    );
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="audio/*,video/*"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) mutate(file);
          target.value = "";
        }}
      />
      <div>
        <Button onClick={() => input.current?.click()}>{t("note.another_file")}</Button>
      </div>
      {error && error.name !== "AbortError" && <Notice tone="red">{sentenceOf(error)}</Notice>}
    </>
  );
}
