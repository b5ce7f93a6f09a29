import { useTranslation } from "react-i18next";
import { useTemplates } from "@/api/use-templates";
import { SelectField, TextField } from "@/ui/field";
import type { Draft } from "./use-draft";

/** Before, during or after: how the consultation is found again, and what its note looks like. */
export function DetailsFields({
  draft,
  onChange,
  onLeave,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { data } = useTemplates();
  const usual = data?.items.find((template) => template.is_default);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={t("new.label")}
        hint={t("new.label_hint")}
        maxLength={200}
        autoComplete="off"
        value={draft.label}
        onChange={(event) => onChange({ label: event.target.value })}
        onBlur={onLeave}
      />
      <SelectField
        label={t("new.template")}
        value={draft.template}
        onChange={(event) => {
          onChange({ template: event.target.value });
          onLeave();
        }}
      >
        <option value="">
          {usual ? t("new.template_usual", { title: usual.title }) : t("new.template_default")}
        </option>
        {data?.items
          .filter((template) => template !== usual)
          .map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
      </SelectField>
    </div>
  );
}
