import { memo } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "@/lib/format";
import { Button } from "@/ui/button";
import { runsOf, type WordRange } from "../model/evidence";
import type { Utterance } from "../model/types";
import { elementId, useReview } from "../review-context";
import { SupportedLines } from "./supported-lines";

interface Props {
  utterance: Utterance;
  marks: readonly WordRange[];
  newSpeaker: boolean;
  speaking: boolean;
  supports: boolean;
  onCorrect: (utterance: Utterance) => void;
}

export const UtteranceView = memo(function UtteranceView({
  utterance,
  marks,
  newSpeaker,
  speaking,
  supports,
  onCorrect,
}: Props) {
  const { t } = useTranslation();
  const { selected, select, point, pointAway, player, sideBySide } = useReview();
  const me = { kind: "utterance", id: utterance.id } as const;
  const isSelected = selected?.kind === "utterance" && selected.id === utterance.id;
  return (
    <li
      className={`border-l-2 pl-3 ${newSpeaker ? "mt-3" : ""} ${speaking ? "border-accent" : "border-transparent"}`}
    >
      {newSpeaker && <p className="text-sm font-semibold text-quiet">{t(`speaker.${utterance.speaker}`)}</p>}
      <div className="flex items-baseline gap-2">
        <button
          type="button"
          onClick={() => player.playClips([utterance])}
          aria-label={t("transcript.play_from", { time: clock(utterance.start) })}
          className="-ml-1 min-h-8 shrink-0 rounded px-1 text-sm text-quiet hover:text-accent"
        >
          {clock(utterance.start)}
        </button>
        <p
          id={elementId.utterance(utterance.id)}
          tabIndex={0}
          data-utterance={utterance.id}
          onFocus={() => select(me)}
          onMouseMove={(event) => point(event, me)}
          onMouseLeave={pointAway}
          onDoubleClick={() => onCorrect(utterance)}
          className={`min-w-0 flex-1 rounded-md px-1 py-1 leading-relaxed transition-colors duration-150 ${isSelected ? "bg-sunken" : ""}`}
        >
          {marks.length === 0 ? utterance.text : <Marked text={utterance.text} marks={marks} />}
          {utterance.edited && <span className="ml-2 text-sm text-quiet">{t("transcript.corrected")}</span>}
        </p>
      </div>
      {isSelected && (
        <div className="flex flex-wrap items-center gap-x-2 pb-1 pl-11 text-sm">
          {!supports && <span className="text-quiet">{t("transcript.supports_nothing")}</span>}
          {supports && !sideBySide && <SupportedLines utteranceId={utterance.id} />}
          <CorrectButton onClick={() => onCorrect(utterance)} />
        </div>
      )}
    </li>
  );
});

function CorrectButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  const { locked } = useReview();
  if (locked) return null;
  return (
    <Button kind="quiet" className="min-h-11! px-2! text-sm! lg:min-h-9!" onClick={onClick}>
      {t("transcript.correct")}
    </Button>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly WordRange[] }) {
  return runsOf(text, marks).map((run, place) => {
    const spaced = place === 0 ? "" : " ";
    return run.marked ? (
      <span key={place}>
        {spaced}
        <mark className="rounded-sm bg-accent-soft px-0.5 text-ink underline decoration-accent underline-offset-4">
          {run.text}
        </mark>
      </span>
    ) : (
      <span key={place}>{spaced + run.text}</span>
    );
  });
}
