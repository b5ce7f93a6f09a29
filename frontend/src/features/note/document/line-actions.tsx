import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { type Line, without } from "../model/draft";
import { useReview } from "../review-context";
import { EvidenceQuotes } from "./evidence-quotes";

const SMALL = "min-h-9! px-2! py-1! text-sm!";

/** What can be done with the line that is selected. */
export function LineActions({ line }: { line: Line }) {
  const { t } = useTranslation();
  const { editor, locked, write } = useReview();
  return (
    <div className="flex flex-wrap items-center gap-x-1 pb-1">
      <EvidenceQuotes evidence={line.evidence} />
      {line.evidence.length === 0 && <span className="mr-2 text-sm text-quiet">{t("line.own")}</span>}
      {!locked && (
        <>
          <Button kind="quiet" className={SMALL} onClick={() => write(line.key)}>
            {t("line.edit")}
          </Button>
          <Button
            kind="quiet"
            className={SMALL}
            onClick={() => editor.change(without(editor.draft, line.key))}
          >
            {t("line.remove")}
          </Button>
        </>
      )}
    </div>
  );
}
