import { type MouseEvent, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { useFindings } from "@/api/use-findings";
import { DESK, useMediaQuery } from "@/lib/use-media-query";
import { Tabs } from "@/ui/tabs";
import { TryAgain } from "@/ui/try-again";
import { useNoteEditor } from "./edit/use-note-editor";
import { byId, clipsOf } from "./model/evidence";
import { linesOf } from "./model/draft";
import type { Consultation, Note, Transcript } from "./model/types";
import { NoteSide } from "./note-side";
import { PlayerBar } from "./player/player-bar";
import { useClipPlayer } from "./player/use-clip-player";
import { isSame, type Pointed, elementId, focusOn, type Review, ReviewContext } from "./review-context";
import { TranscriptPane } from "./transcript/transcript-pane";

type Side = "note" | "transcript";

/** The note beside its transcript: side by side at a desk, one at a time on a phone, the recording below. */
export function ReviewPage(props: {
  consultation: Consultation;
  label: string;
  note: Note;
  transcript: Transcript;
}) {
  const { t } = useTranslation();
  const { consultation, note, transcript } = props;
  const { data: findings, error, refetch } = useFindings(consultation.id, true);
  const desk = useMediaQuery(DESK);
  const [side, setSide] = useState<Side>("note");
  const [beside, setBeside] = useState(true);
  const review = useReviewState(props, desk && beside, setSide);
  const marks = useMemo(() => clipsShown(review), [review]);
  const player = consultation.seconds !== null && (
    <PlayerBar player={review.player} seconds={consultation.seconds} marks={marks} />
  );
  const noteSide = (
    <NoteSide {...props} findings={findings?.items ?? []} beside={desk ? beside : null} onBeside={setBeside}>
      {error && !findings && (
        <TryAgain why={`${t("finding.unread")} ${sentenceOf(error)}`} onRetry={() => void refetch()} />
      )}
    </NoteSide>
  );

  return (
    <ReviewContext.Provider value={review}>
      <p id="line-keys" hidden>
        {t("line.keys")}
      </p>
      {desk ? (
        <div className="relative flex min-h-0 flex-1">
          <div className="relative min-w-0 flex-1 overflow-y-auto">{noteSide}</div>
          {beside && (
            <aside
              aria-label={t("transcript.title")}
              className="flex w-[24rem] shrink-0 flex-col border-l border-line xl:w-[26rem]"
            >
              <div className="relative min-h-0 flex-1 overflow-y-auto">
                <TranscriptPane />
              </div>
              {player}
            </aside>
          )}
        </div>
      ) : (
        <>
          <Tabs
            label={t("note.sides")}
            value={side}
            onValueChange={(value) => setSide(value as Side)}
            tabs={[
              { key: "note", title: t("note.title"), content: noteSide },
              {
                key: "transcript",
                title: t("transcript.title"),
                content: (
                  <>
                    <h1 className="sr-only">{props.label}</h1>
                    <TranscriptPane />
                  </>
                ),
              },
            ]}
          />
          <div className="sticky bottom-0 z-10 mt-auto">{player}</div>
        </>
      )}
      <p className="sr-only" role="status">
        {note.stale ? t("note.stale") : ""}
        {transcript.complete ? "" : t("transcript.growing")}
      </p>
    </ReviewContext.Provider>
  );
}

function useReviewState(
  { consultation, note, transcript }: { consultation: Consultation; note: Note; transcript: Transcript },
  sideBySide: boolean,
  setSide: (side: Side) => void,
): Review {
  const editor = useNoteEditor(consultation.id, note);
  const player = useClipPlayer(consultation);
  const { selected, hovered, select, point, pointAway } = usePointing();
  const [writing, write] = useState<string | null>(null);
  const { utterances } = transcript;
  const index = useMemo(() => byId(utterances), [utterances]);
  return useMemo(
    () => ({
      consultationId: consultation.id,
      editor,
      player,
      utterances,
      byId: index,
      locked: consultation.status !== "ready" || note.signed_at !== null,
      selected,
      shown: hovered ?? selected,
      select,
      point,
      pointAway,
      writing,
      write,
      sideBySide,
      goTo: (side, pointed) => {
        setSide(side);
        select(pointed);
        setTimeout(() => {
          if (pointed.kind === "line") focusOn(elementId.line(pointed.key));
          if (pointed.kind === "utterance") focusOn(elementId.utterance(pointed.id));
        });
      },
    }),
    [
      consultation,
      note,
      editor,
      player,
      utterances,
      index,
      selected,
      hovered,
      select,
      point,
      pointAway,
      writing,
      sideBySide,
      setSide,
    ],
  );
}

/** The last of a pointer's movement and a choice wins: neither hides what the other shows. */
function usePointing() {
  const [selected, setSelected] = useState<Pointed | null>(null);
  const [hovered, setHovered] = useState<Pointed | null>(null);
  const select = useCallback((pointed: Pointed | null) => {
    setHovered(null);
    setSelected((before) => (isSame(before, pointed) ? before : pointed));
  }, []);
  const point = useCallback(({ movementX, movementY }: MouseEvent, pointed: Pointed) => {
    if (movementX || movementY) setHovered((before) => (isSame(before, pointed) ? before : pointed));
  }, []);
  const pointAway = useCallback(() => setHovered(null), []);
  return { selected, hovered, select, point, pointAway };
}

function clipsShown({ shown, editor, byId: index }: Review) {
  if (shown?.kind === "finding") return clipsOf(shown.evidence, index);
  if (shown?.kind !== "line") return [];
  const line = linesOf(editor.draft).find(({ key }) => key === shown.key);
  return clipsOf(line?.evidence ?? [], index);
}
