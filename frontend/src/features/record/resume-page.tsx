import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { clock } from "@/lib/format";
import { usePageTitle } from "@/lib/use-page-title";
import { EmptyState } from "@/ui/empty-state";
import { InputChoice } from "./input-choice";
import { isRunning } from "./machine";
import { RecordButton } from "./record-button";
import { RecorderPage } from "./recorder-page";
import { useKept } from "./unfinished/use-kept";
import { useDone } from "./use-done";
import { useRecorder } from "./use-recorder";

const NO_WISH = () => ({}); // it was kept with the recording

/** A recording of an earlier visit goes on: one consultation, with both parts. Consent was given then. */
export function ResumePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const kept = useKept(id);
  usePageTitle(t("resume.title"));
  const recorder = useRecorder({ wish: NO_WISH, resumed: id, onDone: useDone() });

  if (kept === null && !isRunning(recorder.state))
    return <EmptyState title={t("resume.gone")}>{t("resume.gone_text")}</EmptyState>;
  return (
    <RecorderPage title={t("resume.title")} recorder={recorder}>
      <p>{kept && t("resume.text", { time: clock(kept.milliseconds / 1000) })}</p>
      <InputChoice recorder={recorder} />
      <RecordButton
        state={recorder.state}
        label={t("unfinished.resume")}
        disabled={!kept}
        onClick={recorder.start}
      />
    </RecorderPage>
  );
}
