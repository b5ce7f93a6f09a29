import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";

/** Nothing could be read, and nothing was kept from before. */
export function Unreachable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <main>
      <EmptyState
        title={t("error.title")}
        actions={
          <Button kind="primary" onClick={onRetry}>
            {t("action.retry")}
          </Button>
        }
      >
        {sentenceOf(error)}
      </EmptyState>
    </main>
  );
}
