import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { needsThePage, type Recorder } from "./machine";

/** Goes along when the page is left because all is done. */
export const FINISHED = { finished: true } as const;

/**
 * Before one leaves the page on which a recording or an upload is under way. A recording is kept in any case;
 * one that has stopped is sent from any page.
 */
export function LeaveDialog({
  recorder,
  sending,
  onStop,
}: {
  recorder: Recorder;
  sending: boolean;
  onStop: () => void;
}) {
  const { t } = useTranslation();
  const recording = needsThePage(recorder);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      (recording || sending) &&
      currentLocation.pathname !== nextLocation.pathname &&
      !isFinished(nextLocation.state),
  );

  function leave() {
    if (recording) {
      blocker.reset?.();
      onStop();
    } else {
      blocker.proceed?.();
    }
  }

  return (
    <ConfirmDialog
      open={blocker.state === "blocked"}
      onOpenChange={(open) => !open && blocker.reset?.()}
      title={t(recording ? "leave.recording" : "leave.sending")}
      action={t(recording ? "leave.stop" : "leave.cancel")}
      onConfirm={leave}
    >
      <p>{t(recording ? "leave.recording_text" : "leave.sending_text")}</p>
    </ConfirmDialog>
  );
}

function isFinished(state: unknown): boolean {
  return typeof state === "object" && state !== null && "finished" in state;
}
