import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { sentenceOf } from "@/api/problem";
import { useChangeProfile } from "@/api/use-change-profile";
import { useTemplates } from "@/api/use-templates";
import { isLanguage } from "@/i18n/i18n";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";
import { Section } from "./section";

/** What a signed note says of its author, and what new consultations begin with. */
export function PersonForm({ profile }: { profile: Schemas["ProfileView"] }) {
  const { t } = useTranslation();
  const toast = useToast();
  const { data: templates } = useTemplates();
  const { mutate, isPending, error } = useChangeProfile();
  const [name, setName] = useState(profile.name);
  const [licence, setLicence] = useState(profile.licence);
  const [specialty, setSpecialty] = useState(profile.specialty);
  const [language, setLanguage] = useState(isLanguage(profile.language) ? profile.language : "es");
  const [template, setTemplate] = useState(profile.default_template ?? "");

  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(
      { name, licence, specialty, language, default_template: template || null },
      { onSuccess: () => toast({ text: t("profile.saved") }) },
    );
  }

  return (
    <Section title={t("profile.person")} hint={t("profile.person_hint")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t("profile.name")}
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t("profile.licence")}
            autoComplete="off"
            maxLength={64}
            value={licence}
            onChange={(event) => setLicence(event.target.value)}
          />
          <TextField
            label={t("profile.specialty")}
            autoComplete="organization-title"
            maxLength={100}
            value={specialty}
            onChange={(event) => setSpecialty(event.target.value)}
          />
          <SelectField
            label={t("profile.language")}
            value={language}
            onChange={(event) => isLanguage(event.target.value) && setLanguage(event.target.value)}
          >
            <option value="es" lang="es">
              Español
            </option>
            <option value="en" lang="en">
              English
            </option>
          </SelectField>
          <SelectField
            label={t("profile.template")}
            value={template}
            onChange={(event) => setTemplate(event.target.value)}
          >
            <option value="">{t("profile.template_none")}</option>
            {templates?.items.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </SelectField>
        </div>
        {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
        <Button type="submit" kind="primary" className="self-start" disabled={isPending}>
          {t(isPending ? "action.saving" : "action.save")}
        </Button>
      </form>
    </Section>
  );
}
