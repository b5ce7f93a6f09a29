import type { ReactNode } from "react";
import { InputChoice } from "./input-choice";
import { LeaveDialog } from "./leave-dialog";
import { isRunning } from "./machine";
import { RecorderTrouble } from "./recorder-trouble";
import { RecordingView } from "./recording-view";
import type { RecorderControls } from "./use-recorder";

/** A page that records: what is asked before, and the recording in its place. */
export function RecorderPage({
  title,
  recorder,
  sending = false,
  details,
  children,
}: {
  title: string;
  recorder: RecorderControls;
  /** A file is on its way. */
  sending?: boolean;
  /** What can be told of the consultation while it is recorded. */
  details?: ReactNode;
  /** What is shown while nothing is recorded. */
  children: ReactNode;
}) {
  const { state } = recorder;
  const running = isRunning(state);
  return (
    <div className="mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-6 pt-8 pb-2">
      <h1 className={running ? "sr-only" : "text-2xl font-semibold"}>{title}</h1>
      {running ? (
        <RecordingView state={state} controls={recorder}>
          {details}
          <InputChoice recorder={recorder} />
        </RecordingView>
      ) : (
        <>
          <RecorderTrouble state={state} onDownload={recorder.download} />
          {children}
        </>
      )}
      <LeaveDialog recorder={state} sending={sending} onStop={recorder.stop} />
    </div>
  );
}
