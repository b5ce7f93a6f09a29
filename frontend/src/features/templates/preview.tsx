import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { sentenceOf } from "@/api/problem";
import { useConsultations } from "@/api/use-consultations";
import { useTemplatePreview } from "@/api/use-template-preview";
import { shortDay, timeOfDay } from "@/lib/format";
import { useDebounced } from "@/lib/use-debounced";
import { SelectField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Progress } from "@/ui/progress";
import type { TemplateDraft } from "./model/template-draft";

const PAUSE = 600; // milliseconds after the last letter
const SAMPLE = "";

/** The note that the template makes, as it stands: of the sample, or of one of one's own consultations. */
export function Preview({ draft }: { draft: TemplateDraft }) {
  const { t, i18n } = useTranslation();
  const [on, setOn] = useState(SAMPLE);
  const { data: list } = useConsultations({ text: "", day: "" });
  const finished =
    list?.pages.flatMap((page) => page.items).filter(({ status }) => DONE.includes(status)) ?? [];
  const wanted = useDebounced(draft, PAUSE);
  const trial = {
    title: wanted.title.trim(),
    sections: [...wanted.sections],
    instruction: "",
    ...(on !== SAMPLE && { consultation_id: on }),
  };
  const { data, error, isFetching } = useTemplatePreview(trial, true);
  return (
    <section aria-labelledby="preview" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h2 id="preview" className="text-xl font-semibold">
          {t("templates.preview")}
        </h2>
        <div className="min-w-56">
          <SelectField
            label={t("templates.preview_on")}
            value={on}
            onChange={(event) => setOn(event.target.value)}
          >
            <option value={SAMPLE}>{t("templates.preview_sample")}</option>
            {finished.map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.patient_label || timeOfDay(one.created_at, i18n.language)} · ${shortDay(one.created_at, i18n.language)}`}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
      {isFetching && <Progress text={t("templates.preview_busy")} quiet />}
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
      {data?.sections.map((section) => (
        <section key={section.key}>
          <h3 className="text-sm font-semibold tracking-wide text-quiet">{section.title}</h3>
          {section.lines.length > 0 ? (
            <ul className="text-note">
              {section.lines.map((line, place) => (
                <li key={place} className="py-1">
                  {line}
                </li>
              ))}
            </ul>
          ) : (
            <p className="text-note text-quiet">{t("section.empty")}</p>
          )}
        </section>
      ))}
    </section>
  );
}

const DONE: readonly Schemas["ConsultationView"]["status"][] = ["ready", "signed"];
