import { useTranslation } from "react-i18next";
import { useOnline } from "@/lib/use-online";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";

/** A page broke, or could not be loaded. What was saved is on the server, not in the page. */
export function ErrorPage() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <EmptyState
      title={t("error.title")}
      actions={
        <>
          <Button kind="primary" onClick={() => location.reload()}>
            {t("error.reload")}
          </Button>
          <Button onClick={() => location.assign("/")}>{t("error.home")}</Button>
        </>
      }
    >
      {online ? t("error.page") : t("error.page_offline")}
    </EmptyState>
  );
}
