import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { usePageTitle } from "@/lib/use-page-title";
import { TextField } from "@/ui/field";
import { draftOf, isComplete, type Template, type TemplateDraft } from "./model/template-draft";
import { Preview } from "./preview";
import { SectionList } from "./section-list";
import { TemplateActions } from "./template-actions";

/** One template: what it holds, and the note that it makes. */
export function TemplatePage({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation();
  const { key } = useParams();
  const template = templates.find((one) => one.key === key);
  usePageTitle(template?.title ?? t("nav.templates"));
  if (!template) return <p className="px-6 py-8">{t("templates.unknown")}</p>;
  return <Editor key={template.key} template={template} />;
}

function Editor({ template }: { template: Template }) {
  const { t } = useTranslation();
  const saved = draftOf(template);
  const [changed, setDraft] = useState<TemplateDraft | null>(null);
  const draft = changed ?? saved;
  return (
    <div className="mx-auto flex w-full max-w-[calc(var(--container-note)+3rem)] flex-col gap-8 px-6 py-5 pb-16">
      <div>
        <Link
          to="/templates"
          className="-ml-2 inline-flex min-h-11 items-center px-2 font-medium text-accent lg:hidden"
        >
          ‹ {t("nav.templates")}
        </Link>
        <h1 className="text-2xl font-semibold break-words">{draft.title || t("templates.new_title")}</h1>
        {template.built_in && <p className="mt-1 text-quiet">{t("templates.copy_first")}</p>}
      </div>
      <TemplateActions template={template} saved={saved} draft={draft} onDraft={setDraft} />
      {!template.built_in && (
        <TextField
          label={t("templates.title")}
          value={draft.title}
          maxLength={200}
          error={draft.title.trim() ? null : t("templates.no_title")}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
      )}
      <SectionList draft={draft} onDraft={setDraft} locked={template.built_in} />
      {isComplete(draft) && <Preview draft={draft} />}
    </div>
  );
}
