import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { refreshConsultations } from "@/api/refresh-consultations";
import { sentenceOf } from "@/api/problem";
import { regenerateNote } from "@/api/regenerate-note";
import { useTemplates } from "@/api/use-templates";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SelectField, TextArea } from "@/ui/field";
import type { Note } from "../model/types";
import { useReview } from "../review-context";

/** Have the note, or one section of it, written again: by another template, or with a sentence of one's own. */
export function RegenerateDialog({
  note,
  section,
  onClose,
}: {
  note: Note;
  section: { key: string; title: string } | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { consultationId, editor } = useReview();
  const queries = useQueryClient();
  const { data: templates } = useTemplates();
  const [template, setTemplate] = useState(note.template);
  const [instruction, setInstruction] = useState(section ? "" : note.instruction);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function regenerate(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      if (!(await editor.flush())) return setProblem(t("regenerate.unsaved"));
      await regenerateNote(consultationId, {
        instruction,
        ...(section ? { section: section.key } : { template }),
      });
      await refreshConsultations(queries);
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={section ? t("regenerate.section", { title: section.title }) : t("regenerate.note")}
      description={t("regenerate.kept")}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void regenerate();
        }}
      >
        {!section && (
          <SelectField
            label={t("regenerate.template")}
            value={template}
            onChange={(event) => setTemplate(event.target.value)}
          >
            {(templates?.items ?? []).map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </SelectField>
        )}
        <TextArea
          label={t("regenerate.instruction")}
          hint={t("regenerate.example")}
          value={instruction}
          maxLength={10_000}
          onChange={(event) => setInstruction(event.target.value)}
        />
        {problem && (
          <p role="alert" className="text-red">
            {problem}
          </p>
        )}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" disabled={busy}>
            {busy ? t("regenerate.busy") : t("regenerate.action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
