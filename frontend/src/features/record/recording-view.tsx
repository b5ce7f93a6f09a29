import { Pause, Play, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { clock } from "@/lib/format";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { useOnline } from "@/lib/use-online";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import { ElapsedTime } from "./elapsed-time";
import { LevelMeter } from "./level-meter";
import { LiveTranscript } from "./live/live-transcript";
import { needsThePage, type Running, safeUntil } from "./machine";
import type { RecorderControls } from "./use-recorder";

/** While it runs: the time, the voice, and what is safe. */
export function RecordingView({
  state,
  controls,
  children,
}: {
  state: Running;
  controls: RecorderControls;
  /** What else can be told of the consultation meanwhile. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { pause, resume, stop, level, consultationId } = controls;
  const paused = state.phase === "paused";
  const toggle = paused ? resume : pause;
  const live = state.phase !== "stopping";
  useShortcut("r", t("shortcut.stop"), stop, live);
  useShortcut("p", t("shortcut.pause"), toggle, live);

  if (!live) return <Stopping state={state} />;
  return (
    <section aria-label={t("record.title")} className="flex flex-1 flex-col gap-8">
      <div className="flex flex-col items-center gap-5 pt-6">
        <p className="flex items-center gap-2 font-medium">
          <span aria-hidden className={`size-3 rounded-full ${paused ? "bg-edge" : "bg-red"}`} />
          <span role="status">{t(paused ? "record.paused" : "record.running")}</span>
        </p>
        <ElapsedTime state={state} />
        <LevelMeter level={level} active={!paused} />
        <SafetyLine state={state} />
        {state.unstored && <Notice tone="red">{t("record.unstored")}</Notice>}
        {state.trouble && (
          <Notice tone="amber">
            <p>{sentenceOf(state.trouble.error)}</p>
            <p className="mt-1">{t("record.trouble_safe")}</p>
          </Notice>
        )}
        {state.silent && <Notice tone="red">{t("record.silent")}</Notice>}
        {state.lost && <Notice tone="red">{t("record.lost")}</Notice>}
      </div>
      {consultationId && <LiveTranscript consultationId={consultationId} />}
      <div className="order-last flex flex-col gap-4 border-t border-line pt-6">{children}</div>
      <div className="sticky bottom-0 order-last mt-auto flex w-full max-w-sm gap-3 self-center bg-paper py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:order-none lg:mt-0">
        <Button className="min-h-14 flex-1 text-lg" onClick={toggle}>
          {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {t(paused ? "record.resume" : "record.pause")}
        </Button>
        <Button kind="primary" className="min-h-14 flex-1 text-lg" onClick={stop}>
          <Square aria-hidden />
          {t("record.stop")}
        </Button>
      </div>
    </section>
  );
}

function Stopping({ state }: { state: Running }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-4">
      <Progress
        text={t("record.stopping")}
        share={state.ends.length ? state.safe.size / state.ends.length : 0}
      />
      {state.waiting && !needsThePage(state) && <p role="status">{t("record.may_leave")}</p>}
    </div>
  );
}

/** Up to which second it is safe, and where. */
function SafetyLine({ state }: { state: Running }) {
  const { t } = useTranslation();
  const online = useOnline();
  if (state.waiting === "signed_out")
    return (
      <p role="status" className="text-center">
        {t("record.signed_out")}{" "}
        <a href="/" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-4">
          {t("record.sign_in")}
        </a>
      </p>
    );
  if (!online || state.waiting)
    return (
      <p role="status" className="text-center">
        {t(state.unstored ? "record.offline_unstored" : "record.offline")}
      </p>
    );
  const until = safeUntil(state);
  if (!until) return <p className="text-quiet">{t("record.saving")}</p>;
  return (
    <p className="text-center text-quiet">
      {t(state.unstored ? "record.safe_there" : "record.safe", { time: clock(until / 1000) })}
    </p>
  );
}
