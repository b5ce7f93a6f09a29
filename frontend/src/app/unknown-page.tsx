import { useTranslation } from "react-i18next";
import { usePageTitle } from "@/lib/use-page-title";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";

export function UnknownPage() {
  const { t } = useTranslation();
  usePageTitle(t("unknown.title"));
  return (
    <EmptyState
      title={t("unknown.title")}
      actions={
        <>
          <ButtonLink to="/" kind="primary">
            {t("unknown.home")}
          </ButtonLink>
          <ButtonLink to="/new">{t("nav.new")}</ButtonLink>
        </>
      }
    >
      {t("unknown.text")}
    </EmptyState>
  );
}
