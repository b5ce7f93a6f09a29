import { useQueryClient } from "@tanstack/react-query";
import { Mic } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { refreshConsultation } from "@/api/keep-note";
import { clock } from "@/lib/format";
import { usePageTitle } from "@/lib/use-page-title";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { InputChoice } from "./input-choice";
import { FINISHED, LeaveDialog } from "./leave-dialog";
import { isRunning } from "./machine";
import { RecorderTrouble } from "./recorder-trouble";
import { RecordingView } from "./recording-view";
import { useKept } from "./unfinished/use-kept";
import { useRecorder } from "./use-recorder";

const NO_WISH = () => ({}); // it was kept with the recording

/** A recording of an earlier visit goes on: one consultation, with both parts. Consent was given then. */
export function ResumePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [deviceId, setDeviceId] = useState("");
  const kept = useKept(id);
  usePageTitle(t("resume.title"));
  const done = useCallback(
    (consultationId: string) => {
      void refreshConsultation(queries);
      void navigate(`/consultations/${consultationId}`, { replace: true, state: FINISHED });
    },
    [navigate, queries],
  );
  const recorder = useRecorder({ wish: NO_WISH, resumed: id, onDone: done });
  const { state } = recorder;
  const running = isRunning(state);

  if (kept === null && !running)
    return <EmptyState title={t("resume.gone")}>{t("resume.gone_text")}</EmptyState>;
  return (
    <div className="mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-6 pt-8 pb-2">
      <h1 className={running ? "sr-only" : "text-2xl font-semibold"}>{t("resume.title")}</h1>
      {running ? (
        <RecordingView state={state} controls={recorder} deviceId={deviceId}>
          <InputChoice permitted deviceId={deviceId} onChange={choose} />
        </RecordingView>
      ) : (
        <>
          <RecorderTrouble state={state} onDownload={recorder.download} />
          <p>{kept && t("resume.text", { time: clock(kept.milliseconds / 1000) })}</p>
          <InputChoice permitted={false} deviceId={deviceId} onChange={choose} />
          <Button
            kind="primary"
            className="min-h-16 w-full text-xl"
            disabled={state.phase === "asking" || !kept}
            onClick={() => recorder.start(deviceId)}
          >
            <Mic aria-hidden />
            {t(state.phase === "asking" ? "record.asking" : "unfinished.resume")}
          </Button>
        </>
      )}
      <LeaveDialog recorder={state} sending={false} onStop={recorder.stop} />
    </div>
  );

  function choose(device: string) {
    setDeviceId(device);
    if (running) recorder.use(device);
  }
}
