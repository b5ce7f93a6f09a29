import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { usePageTitle } from "@/lib/use-page-title";
import { Button } from "@/ui/button";
import { ConsentStep } from "./consent-step";
import { DetailsFields } from "./details-fields";
import { InputChoice } from "./input-choice";
import { isRunning } from "./machine";
import { RecordButton } from "./record-button";
import { RecorderPage } from "./recorder-page";
import { UploadPanel } from "./upload-panel";
import { useDone } from "./use-done";
import { useDraft } from "./use-draft";
import { useRecorder } from "./use-recorder";
import { useUpload } from "./use-upload";

/** A new consultation: consent, then a recording or a file. */
export function NewPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const fromFile = params.get("from") === "file";
  const [missing, setMissing] = useState(false);
  const consent = useRef<HTMLElement>(null);
  const { draft, change, create, wish, tellChange, discard } = useDraft();
  usePageTitle(t("nav.new"));

  const done = useDone();
  const recorder = useRecorder({ wish, resumed: null, onDone: done });
  const upload = useUpload({ create, discard, onDone: done });
  const sending = upload.state.phase === "sending";

  /** Nothing is recorded or sent without consent. */
  function withConsent(act: () => void) {
    setMissing(draft.method === null);
    if (draft.method === null)
      consent.current?.querySelector<HTMLElement>("fieldset:last-of-type input")?.focus();
    else act();
  }
  const start = () => withConsent(recorder.start);
  useShortcut("r", t("shortcut.record"), start, !isRunning(recorder.state) && !sending && !fromFile);

  function detailsChanged() {
    recorder.changeWish(wish()); // as it is now: the draft of this render may be the one before
    tellChange();
  }

  const details = <DetailsFields draft={draft} onChange={change} onLeave={detailsChanged} />;
  return (
    <RecorderPage title={t("nav.new")} recorder={recorder} sending={sending} details={details}>
      <ConsentStep draft={draft} onChange={change} missing={missing} stepRef={consent} />
      {details}
      {fromFile ? (
        <UploadPanel
          state={upload.state}
          onFile={(file) => withConsent(() => void upload.send(file))}
          onCancel={upload.cancel}
        />
      ) : (
        <InputChoice recorder={recorder} />
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
          <RecordButton state={recorder.state} label={t("record.start")} onClick={start} />
        </div>
      )}
    </RecorderPage>
  );
}
