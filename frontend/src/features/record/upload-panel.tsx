import { FileAudio } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { megabytes } from "@/lib/format";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import type { Upload } from "./use-upload";

const ACCEPTED = "audio/*,video/*,.opus,.m4a,.flac,.amr,.wma";

/** A recording made elsewhere: dropped here or chosen. */
export function UploadPanel({
  state,
  onFile,
  onCancel,
}: {
  state: Upload;
  onFile: (file: File) => void;
  onCancel: () => void;
}) {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  }

  if (state.phase === "sending")
    return (
      <div className="flex flex-col items-start gap-4">
        <div className="w-full">
          <Progress
            text={
              state.share < 1
                ? t("upload.sending", {
                    name: state.name,
                    done: megabytes(state.size * state.share, i18n.language),
                    total: megabytes(state.size, i18n.language),
                  })
                : t("upload.checking")
            }
            share={state.share < 1 ? state.share : undefined}
          />
        </div>
        <Button onClick={onCancel}>{t("action.cancel")}</Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      {state.phase === "failed" && <Notice tone="red">{state.sentence}</Notice>}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-col items-center gap-3 rounded-xl border-2 border-dashed px-6 py-10 text-center ${over ? "border-accent bg-accent-soft" : "border-edge"}`}
      >
        <p>{t("upload.drop")}</p>
        <Button kind="primary" onClick={() => input.current?.click()}>
          <FileAudio aria-hidden />
          {t("upload.choose")}
        </Button>
        <p className="text-sm text-quiet">{t("upload.kinds")}</p>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          hidden
          aria-label={t("upload.choose")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) onFile(file);
          }}
        />
      </div>
    </div>
  );
}
