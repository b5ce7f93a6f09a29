import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Route, Routes, useNavigate } from "react-router";
import { createTemplate } from "@/api/create-template";
import { sentenceOf } from "@/api/problem";
import { useTemplates } from "@/api/use-templates";
import { DESK, useMediaQuery } from "@/lib/use-media-query";
import { usePageTitle } from "@/lib/use-page-title";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { TryAgain } from "@/ui/try-again";
import type { Template } from "./model/template-draft";
import { TemplatePage } from "./template-page";
import { refreshTemplates } from "./refresh-templates";

/** How notes are laid out: the built-in templates and one's own. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useTemplates();
  const desk = useMediaQuery(DESK);
  usePageTitle(t("nav.templates"));
  useEffect(() => void refetch(), [refetch]); // what was kept on the device may be older than it looks

  if (!data)
    return (
      <div className="mx-auto w-full max-w-note px-6 py-8">
        {error ? <TryAgain why={sentenceOf(error)} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </div>
    );
  const list = <TemplateList templates={data.items} beside={desk} />;
  const first = data.items.find((template) => template.is_default) ?? data.items[0];
  return (
    <div className="flex min-h-0 flex-1">
      {desk && <div className="relative w-60 shrink-0 overflow-y-auto border-r border-line">{list}</div>}
      <div className="relative min-w-0 flex-1 lg:overflow-y-auto">
        <Routes>
          <Route index element={desk && first ? <Navigate to={first.key} replace /> : list} />
          <Route path=":key" element={<TemplatePage templates={data.items} />} />
        </Routes>
      </div>
    </div>
  );
}

function TemplateList({ templates, beside }: { templates: readonly Template[]; beside: boolean }) {
  const { t } = useTranslation();
  const Heading = beside ? "h2" : "h1";
  const below = beside ? "h3" : "h2";
  const own = templates.filter((template) => !template.built_in);
  return (
    <div className="flex flex-col gap-6 px-3 py-5">
      <Heading className="px-3 text-2xl font-semibold">{t("nav.templates")}</Heading>
      <Group title={t("templates.mine")} heading={below} templates={own}>
        {own.length === 0 && <p className="px-3 py-1 text-sm text-quiet">{t("templates.mine_empty")}</p>}
        <NewTemplate />
      </Group>
      <Group
        title={t("templates.built_in")}
        heading={below}
        templates={templates.filter((template) => template.built_in)}
      />
    </div>
  );
}

function Group({
  title,
  templates,
  heading: Heading,
  children,
}: {
  title: string;
  heading: "h2" | "h3";
  templates: readonly Template[];
  children?: React.ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Heading className="px-3 pb-1 text-sm font-medium text-quiet">{title}</Heading>
      <ul>
        {templates.map((template) => (
          <li key={template.key}>
            <NavLink
              to={`/templates/${template.key}`}
              className="block min-h-11 rounded-lg px-3 py-2 hover:bg-line/50 aria-[current=page]:bg-accent-soft"
            >
              <span className="font-medium">{template.title}</span>
              {template.is_default && (
                <span className="block text-sm text-quiet">{t("templates.is_default")}</span>
              )}
            </NavLink>
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}

function NewTemplate() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      createTemplate({
        title: t("templates.new_title"),
        sections: [{ key: "section-1", title: t("templates.new_section"), instruction: "", topics: [] }],
      }),
    onSuccess: async ({ key }) => {
      await refreshTemplates(queries);
      await navigate(`/templates/${key}`);
    },
  });
  return (
    <>
      <Button kind="quiet" className="px-3!" disabled={isPending} onClick={() => mutate()}>
        {t("templates.new")}
      </Button>
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
    </>
  );
}
