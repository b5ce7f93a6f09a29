import { useTranslation } from "react-i18next";
import { useNoteDraft } from "@/api/use-note-draft";
import { useTemplates } from "@/api/use-templates";
import { useProgressSentence } from "@/lib/use-progress-sentence";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { NoteHeading } from "../note-heading";
import type { Consultation } from "../model/types";

/** The sheet while it fills: which step it is in and how far, above the sections: written ones, and those to come. */
export function ProcessingView({ consultation, label }: { consultation: Consultation; label: string }) {
  const { t } = useTranslation();
  const progress = useProgressSentence(consultation);
  const { data: draft } = useNoteDraft(consultation.id, consultation.status === "writing");
  const { data: templates } = useTemplates();
  const written = new Map(draft?.sections.map(({ key, statements }) => [key, statements]));
  const template = templates?.items.find(({ key }) => key === consultation.template);
  return (
    <div className="mx-auto flex w-full max-w-note flex-col gap-8 px-6 py-6">
      <NoteHeading consultation={consultation} label={label} />
      <div className="flex flex-col gap-2">
        <Progress text={progress?.text ?? t("progress.writing")} share={progress?.share} />
        <p className="text-sm text-quiet">{t("note.may_leave")}</p>
      </div>
      {(template?.sections ?? []).map((section) => (
        <section key={section.key} className="flex flex-col gap-3">
          <h2 className="text-sm font-semibold tracking-wide text-quiet">{section.title}</h2>
          {written.get(section.key)?.map(({ text }, place) => (
            <p key={place} className="leading-relaxed">
              {text}
            </p>
          )) ?? <Skeleton lines={3} />}
        </section>
      ))}
    </div>
  );
}
