import { useTranslation } from "react-i18next";
import { useTemplates } from "@/api/use-templates";
import { usePageTitle } from "@/lib/use-page-title";

export function TemplatesPage() {
  const { t } = useTranslation();
  const { data } = useTemplates();
  usePageTitle(t("nav.templates"));
  return (
    <div className="mx-auto w-full max-w-note px-6 py-8">
      <h1 className="text-2xl font-semibold">{t("nav.templates")}</h1>
      <ul className="mt-4">
        {data?.items.map(({ key, title }) => (
          <li key={key} className="py-2">
            {title}
          </li>
        ))}
      </ul>
    </div>
  );
}
