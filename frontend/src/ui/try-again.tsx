import { useTranslation } from "react-i18next";
import { Button } from "./button";
import { Notice } from "./notice";

/** Why something could not be read, and another try. */
export function TryAgain({ why, onRetry }: { why: string; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice tone="red" actions={<Button onClick={onRetry}>{t("action.retry")}</Button>}>
      {why}
    </Notice>
  );
}
