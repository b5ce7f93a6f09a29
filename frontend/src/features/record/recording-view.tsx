import { Pause, Play, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "@/lib/format";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { useOnline } from "@/lib/use-online";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import { ElapsedTime } from "./elapsed-time";
import { LevelMeter } from "./level-meter";
import { type Running, safeUntil } from "./machine";
import type { RecorderControls } from "./use-recorder";

/** While it runs: the time, the voice, and what is safe. */
export function RecordingView({
  state,
  controls,
  deviceId,
  children,
}: {
  state: Running;
  controls: RecorderControls;
  deviceId: string;
  /** What else can be told of the consultation meanwhile. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { pause, resume, stop, level } = controls;
  const paused = state.phase === "paused";
  const toggle = () => (paused ? resume(deviceId) : pause());
  const live = state.phase !== "stopping";
  useShortcut("r", t("shortcut.stop"), stop, live);
  useShortcut("p", t("shortcut.pause"), toggle, live);

  if (!live)
    return (
      <Progress
        text={t("record.stopping")}
        share={state.ends.length ? state.safe.size / state.ends.length : 0}
      />
    );
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
        {state.silent && <Notice tone="red">{t("record.silent")}</Notice>}
        {state.lost && <Notice tone="red">{t("record.lost")}</Notice>}
      </div>
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

function SafetyLine({ state }: { state: Running }) {
  const { t } = useTranslation();
  const online = useOnline();
  if (!online || state.waiting) return <p role="status">{t("record.offline")}</p>;
  const until = safeUntil(state);
  return (
    <p className="text-quiet">
      {until ? t("record.safe", { time: clock(until / 1000) }) : t("record.saving")}
    </p>
  );
}
