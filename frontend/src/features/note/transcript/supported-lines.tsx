import { useTranslation } from "react-i18next";
import { linesOf } from "../model/draft";
import { restingOn } from "../model/evidence";
import { useReview } from "../review-context";

/** On a phone, where the note is not in sight: what rests on this, each a way to it. */
export function SupportedLines({ utteranceId }: { utteranceId: number }) {
  const { t } = useTranslation();
  const { editor, goTo } = useReview();
  return (
    <ul aria-label={t("transcript.supports")} className="w-full">
      {restingOn(utteranceId, linesOf(editor.draft)).map((line) => (
        <li key={line.key}>
          <button
            type="button"
            className="min-h-11 py-1 text-left text-accent"
            onClick={() => goTo("note", { kind: "line", key: line.key })}
          >
            {line.text}
          </button>
        </li>
      ))}
    </ul>
  );
}
