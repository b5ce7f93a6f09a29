import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { marksOf, utteranceAt, type WordRange } from "../model/evidence";
import { linesOf } from "../model/draft";
import type { Utterance } from "../model/types";
import { usePlayerState } from "../player/use-clip-player";
import { type Pointed, useReview } from "../review-context";
import { CorrectDialog } from "./correct-dialog";
import { UtteranceView } from "./utterance-view";
import { useScrollToMarks } from "./use-scroll-to-marks";

const NONE: readonly WordRange[] = [];

/** Who said what. What the note points at is marked; what is being played is marked at the side. */
export function TranscriptPane() {
  const { t } = useTranslation();
  const { utterances, shown, editor, player } = useReview();
  const [correcting, setCorrecting] = useState<Utterance | null>(null);
  const evidence = useEvidenceShown(shown);
  const marks = useMemo(() => marksOf(evidence), [evidence]);
  const supported = useMemo(
    () => new Set(linesOf(editor.draft).flatMap((line) => line.evidence.map((one) => one.utterance_id))),
    [editor.draft],
  );
  const { time, playing } = usePlayerState(player);
  const speaking = playing ? utteranceAt(time, utterances)?.id : undefined;
  useScrollToMarks(evidence);

  if (utterances.length === 0) return <p className="px-4 py-8 text-quiet">{t("transcript.empty")}</p>;
  return (
    <>
      <ol className="flex flex-col px-4 py-3">
        {utterances.map((utterance, place) => (
          <UtteranceView
            key={utterance.id}
            utterance={utterance}
            marks={marks.get(utterance.id) ?? NONE}
            newSpeaker={utterances[place - 1]?.speaker !== utterance.speaker}
            speaking={speaking === utterance.id}
            supports={supported.has(utterance.id)}
            onCorrect={setCorrecting}
          />
        ))}
      </ol>
      {correcting && <CorrectDialog utterance={correcting} onClose={() => setCorrecting(null)} />}
    </>
  );
}

function useEvidenceShown(shown: Pointed | null) {
  const { editor } = useReview();
  return useMemo(() => {
    if (shown?.kind === "finding") return shown.evidence;
    if (shown?.kind !== "line") return [];
    return linesOf(editor.draft).find((line) => line.key === shown.key)?.evidence ?? [];
  }, [shown, editor.draft]);
}
