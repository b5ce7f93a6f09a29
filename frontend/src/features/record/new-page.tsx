import { useQueryClient } from "@tanstack/react-query";
import { Mic } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { usePageTitle } from "@/lib/use-page-title";
import { Button } from "@/ui/button";
import { ConsentStep } from "./consent-step";
import { DetailsFields } from "./details-fields";
import { InputChoice } from "./input-choice";
import { FINISHED, LeaveDialog } from "./leave-dialog";
import { isRunning } from "./machine";
import { RecorderTrouble } from "./recorder-trouble";
import { RecordingView } from "./recording-view";
import { UploadPanel } from "./upload-panel";
import { tellChange, useDraft } from "./use-draft";
import { useRecorder } from "./use-recorder";
import { useUpload } from "./use-upload";

/** A new consultation: consent, then a recording or a file. */
export function NewPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [params, setParams] = useSearchParams();
  const fromFile = params.get("from") === "file";
  const [deviceId, setDeviceId] = useState("");
  const [missing, setMissing] = useState(false);
  const consent = useRef<HTMLElement>(null);
  const { draft, change, create, wish, discard } = useDraft();
  usePageTitle(t("nav.new"));

  const done = useCallback(
    (id: string) => {
      void queries.invalidateQueries({ queryKey: ["get", "/v1/consultations"] });
      void navigate(`/consultations/${id}`, { replace: true, state: FINISHED });
    },
    [navigate, queries],
  );
  const recorder = useRecorder({ wish, resumed: null, onDone: done });
  const upload = useUpload({ create, discard, onDone: done });
  const { state } = recorder;
  const running = isRunning(state);
  const sending = upload.state.phase === "sending";

  /** Nothing is recorded or sent without consent. */
  function withConsent(act: () => void) {
    setMissing(draft.method === null);
    if (draft.method === null)
      consent.current?.querySelector<HTMLElement>("fieldset:last-of-type input")?.focus();
    else act();
  }
  const start = () => withConsent(() => recorder.start(deviceId));
  useShortcut("r", t("shortcut.record"), start, !running && !sending && !fromFile);

  /** Kept for when the consultation is made, and told where it is made already. */
  function detailsChanged() {
    const changed = wish(); // as it is now: the draft of this render may be the one before
    recorder.changeWish(changed);
    if (recorder.consultationId) void tellChange(recorder.consultationId, changed).catch(() => undefined);
  }

  const details = <DetailsFields draft={draft} onChange={change} onLeave={detailsChanged} />;
  const input = (
    <InputChoice
      permitted={running}
      deviceId={deviceId}
      onChange={(id) => {
        setDeviceId(id);
        if (running) recorder.use(id);
      }}
    />
  );
  return (
    <div className="mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-6 pt-8 pb-2">
      <h1 className={running ? "sr-only" : "text-2xl font-semibold"}>{t("nav.new")}</h1>
      {running ? (
        <RecordingView state={state} controls={recorder} deviceId={deviceId}>
          {details}
          {input}
        </RecordingView>
      ) : (
        <>
          <RecorderTrouble state={state} onDownload={recorder.download} />
          <ConsentStep draft={draft} onChange={change} missing={missing} stepRef={consent} />
          {details}
          {fromFile ? (
            <UploadPanel
              state={upload.state}
              onFile={(file) => withConsent(() => void upload.send(file))}
              onCancel={upload.cancel}
            />
          ) : (
            input
          )}
          {!sending && (
            <Button
              kind="quiet"
              className="-ml-4 self-start"
              onClick={() => setParams(fromFile ? {} : { from: "file" }, { replace: true })}
            >
              {t(fromFile ? "new.record_instead" : "new.upload_instead")}
            </Button>
          )}
          {!fromFile && (
            <div className="sticky bottom-0 -mx-6 mt-auto bg-paper px-6 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:mt-0">
              <Button
                kind="primary"
                className="min-h-16 w-full text-xl"
                disabled={state.phase === "asking"}
                onClick={start}
              >
                <Mic aria-hidden />
                {t(state.phase === "asking" ? "record.asking" : "record.start")}
              </Button>
            </div>
          )}
        </>
      )}
      <LeaveDialog recorder={state} sending={sending} onStop={recorder.stop} />
    </div>
  );
}
