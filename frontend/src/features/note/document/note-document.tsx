import { useTranslation } from "react-i18next";
import { Notice } from "@/ui/notice";
import type { PlacedFindings } from "../model/findings";
import type { Note } from "../model/types";
import { useReview } from "../review-context";
import { FindingMark } from "./finding-mark";
import { NoteSection } from "./note-section";

/** The note, set as a document. */
export function NoteDocument({
  note,
  findings,
  onRegenerate,
}: {
  note: Note;
  findings: PlacedFindings;
  onRegenerate: (section: string) => void;
}) {
  const { t } = useTranslation();
  const { editor } = useReview();
  return (
    <div className="flex flex-col gap-8">
      {note.unfollowed.length > 0 && (
        <Notice>{t("note.unfollowed", { parts: note.unfollowed.join("; ") })}</Notice>
      )}
      {findings.elsewhere.length > 0 && (
        <section aria-label={t("finding.elsewhere")} className="flex flex-col gap-4">
          {findings.elsewhere.map((finding) => (
            <FindingMark key={finding.id} finding={finding} />
          ))}
        </section>
      )}
      {editor.draft.map((section) => (
        <NoteSection
          key={section.key}
          section={section}
          atLine={findings.atLine}
          atEnd={findings.atSection.get(section.key) ?? []}
          onRegenerate={() => onRegenerate(section.key)}
        />
      ))}
    </div>
  );
}
