import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { clock } from "@/lib/format";
import { clipOf, type Clip, clipsOf, joined, quoteOf } from "../model/evidence";
import type { Evidence } from "../model/types";
import { useReview } from "../review-context";

/** Where it was said. Beside the transcript only the times; without it, the words too. Each plays what it names. */
export function EvidenceQuotes({ evidence }: { evidence: readonly Evidence[] }) {
  const { byId, sideBySide } = useReview();
  if (sideBySide)
    return clipsOf(evidence, byId).map((clip) => (
      <PlayButton key={clip.start} clip={clip} text={clock(clip.start)} />
    ));
  return (
    <ul className="flex w-full flex-col">
      {joined(evidence).map((one) => {
        const clip = clipOf(one, byId);
        return (
          clip && (
            <li key={`${one.utterance_id}-${one.first}`}>
              <Quotation clip={clip} evidence={one} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function Quotation({ clip, evidence }: { clip: Clip; evidence: Evidence }) {
  const { t } = useTranslation();
  const { byId } = useReview();
  const speaker = byId.get(evidence.utterance_id)?.speaker ?? "unknown";
  return (
    <PlayButton clip={clip} text={clock(clip.start)}>
      <span className="min-w-0 text-left font-normal text-quiet">
        <span className="font-medium">{t(`speaker.${speaker}`)}</span> «{quoteOf(evidence, byId)}»
      </span>
    </PlayButton>
  );
}

function PlayButton({ clip, text, children }: { clip: Clip; text: string; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const { player } = useReview();
  return (
    <button
      type="button"
      onClick={() => player.playClips([clip])}
      className="flex min-h-11 items-center gap-2 rounded-md px-2 text-sm font-medium text-accent hover:bg-accent-soft lg:min-h-9"
    >
      <Play aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t("line.play_from")} </span>
      {text}
      {children}
    </button>
  );
}
