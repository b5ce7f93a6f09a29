import { Pause, Play } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { clock } from "@/lib/format";
import { Button } from "@/ui/button";
import type { Clip } from "../model/evidence";
import type { ClipPlayer } from "./clip-player";
import { usePlayerState } from "./use-clip-player";

const Waveform = lazy(async () => ({ default: (await import("./waveform")).Waveform }));

const RATES = [1, 1.25, 1.5, 2];
/** Longer recordings, in seconds, are not drawn: a phone would have to hold all of their samples. */
const DRAWN_UP_TO = 45 * 60;

/** The recording: play, where one is, how fast. `marks` are the stretches that are pointed at. */
export function PlayerBar({
  player,
  seconds,
  marks,
}: {
  player: ClipPlayer;
  seconds: number;
  marks: readonly Clip[];
}) {
  const { t } = useTranslation();
  const { playing, time, rate, problem, loading } = usePlayerState(player);
  return (
    <section aria-label={t("player.label")} className="border-t border-line bg-raised px-4 py-2">
      <div className="flex items-center gap-3">
        <Button kind="quiet" className="-ml-2 min-w-28 px-2!" onClick={player.toggle}>
          {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
          {playing ? t("player.pause") : t("player.play")}
        </Button>
        <div className="relative h-11 min-w-0 flex-1">
          <div aria-hidden className="absolute inset-0 flex items-center">
            {seconds <= DRAWN_UP_TO ? (
              <Suspense fallback={<Track share={time / seconds} />}>
                <Waveform player={player} fallback={<Track share={time / seconds} />} />
              </Suspense>
            ) : (
              <Track share={time / seconds} />
            )}
          </div>
          <Marks marks={marks} seconds={seconds} />
          <input
            type="range"
            min={0}
            max={seconds}
            step={0.1}
            value={Math.min(time, seconds)}
            onChange={(event) => player.seek(event.target.valueAsNumber)}
            aria-label={t("player.position")}
            aria-valuetext={t("player.time", { time: clock(time), total: clock(seconds) })}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
          <div
            aria-hidden
            className="pointer-events-none absolute inset-0 rounded-md in-[:has(>input:focus-visible)]:outline-2"
          />
        </div>
      </div>
      <div className="flex items-center justify-between text-sm text-quiet">
        <span>
          {loading ? t("player.loading") : t("player.time", { time: clock(time), total: clock(seconds) })}
        </span>
        <label className="flex items-center gap-1">
          {t("player.rate")}
          <select
            value={rate}
            onChange={(event) => player.setRate(Number(event.target.value))}
            className="min-h-8 rounded bg-raised text-ink"
          >
            {RATES.map((one) => (
              <option key={one} value={one}>
                {t("player.times", { rate: one })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem !== null && (
        <p role="alert" className="py-1 text-sm text-red">
          {problem instanceof MediaError ? t("player.broken") : sentenceOf(problem)}
        </p>
      )}
    </section>
  );
}

function Track({ share }: { share: number }) {
  return (
    <div className="h-1.5 w-full overflow-hidden rounded-full bg-line">
      <div className="h-full rounded-full bg-accent" style={{ width: `${Math.min(1, share) * 100}%` }} />
    </div>
  );
}

function Marks({ marks, seconds }: { marks: readonly Clip[]; seconds: number }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 bottom-0 h-1 overflow-hidden">
      {marks.map(({ start, end }) => (
        <div
          key={start}
          className="absolute h-full min-w-1 rounded-full bg-accent"
          style={{ left: `${(start / seconds) * 100}%`, width: `${((end - start) / seconds) * 100}%` }}
        />
      ))}
    </div>
  );
}
