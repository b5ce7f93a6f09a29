import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProgressSentence } from "@/lib/use-progress-sentence";
import { Button } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import { HistoryDialog } from "./actions/history-dialog";
import { RegenerateDialog } from "./actions/regenerate-dialog";
import { RenameDialog } from "./actions/rename-dialog";
import { SignPanel } from "./actions/sign-panel";
import { NoteDocument } from "./document/note-document";
import { useCopy } from "./document/use-copy";
import { SaveLine, SaveTrouble } from "./edit/save-line";
import { placeFindings } from "./model/findings";
import { noteAsText } from "./model/plain-text";
import type { Consultation, Finding, Note } from "./model/types";
import { NoteHeading } from "./note-heading";
import { useReview } from "./review-context";
import { useReviewKeys } from "./use-review-keys";

type Asked = { kind: "regenerate"; section: string | null } | { kind: "history" } | { kind: "rename" } | null;

/** The sheet: heading, note, signature. */
export function NoteSide({
  consultation,
  label,
  note,
  findings,
  beside,
  onBeside,
  children,
}: {
  consultation: Consultation;
  label: string;
  note: Note;
  findings: readonly Finding[];
  /** Whether the transcript is beside it; null where there is no room. */
  beside: boolean | null;
  onBeside: (beside: boolean) => void;
  /** What is to be known of the findings, above the note. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { editor, locked } = useReview();
  const [asked, ask] = useState<Asked>(null);
  const [signing, setSigning] = useState(false);
  const progress = useProgressSentence(consultation);
  const copy = useCopy();
  const placed = useMemo(
    () => placeFindings(findings, editor.draft, editor.keys),
    [findings, editor.draft, editor.keys],
  );
  const open = findings.filter((finding) => finding.state === "open");
  const regenerate = (section: string | null) => ask({ kind: "regenerate", section });
  const writeAgain = !locked && <Button onClick={() => regenerate(null)}>{t("regenerate.action")}</Button>;
  useReviewKeys({ onRegenerate: regenerate, onSign: () => setSigning(true) });

  const sections = editor.draft.map(({ title, lines }) => ({ title, statements: lines }));
  const section =
    asked?.kind === "regenerate" ? editor.draft.find(({ key }) => key === asked.section) : undefined;
  return (
    <div className="mx-auto flex w-full max-w-[calc(var(--container-note)+3rem)] flex-col gap-6 px-6 py-5 pb-16">
      <NoteHeading consultation={consultation} label={label} />
      <div className="sticky top-0 z-10 -mx-6 -my-4 flex flex-wrap items-center justify-end gap-1 bg-paper px-3">
        <SaveLine />
        <Button kind="quiet" className="px-3!" onClick={() => copy(noteAsText(sections), t("note.copied"))}>
          {t("note.copy")}
        </Button>
        {beside === false && (
          <Button kind="quiet" className="px-3!" onClick={() => onBeside(true)}>
            {t("transcript.title")}
          </Button>
        )}
        <Menu
          items={[
            { label: t("regenerate.note"), onSelect: () => regenerate(null), disabled: locked },
            { label: t("history.title"), onSelect: () => ask({ kind: "history" }) },
            { label: t("rename.title"), onSelect: () => ask({ kind: "rename" }) },
            ...(beside ? [{ label: t("transcript.hide"), onSelect: () => onBeside(false) }] : []),
          ]}
        >
          <Button kind="quiet" className="px-3!">
            {t("note.more")}
          </Button>
        </Menu>
        {!locked && <Button onClick={() => setSigning(true)}>{t("sign.confirm")}</Button>}
      </div>
      {progress && <Progress text={progress.text} share={progress.share} />}
      <SaveTrouble />
      {note.notice && <Notice actions={writeAgain}>{note.notice.message}</Notice>}
      {note.stale && !locked && <Notice actions={writeAgain}>{t("note.stale")}</Notice>}
      {children}
      <NoteDocument note={note} findings={placed} onRegenerate={regenerate} />
      <SignPanel note={note} open={open} asking={signing} onAsk={setSigning} />
      {asked?.kind === "regenerate" && (
        <RegenerateDialog note={note} section={section ?? null} onClose={() => ask(null)} />
      )}
      {asked?.kind === "history" && <HistoryDialog onClose={() => ask(null)} />}
      {asked?.kind === "rename" && <RenameDialog consultation={consultation} onClose={() => ask(null)} />}
    </div>
  );
}
