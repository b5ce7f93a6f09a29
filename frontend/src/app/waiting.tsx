import { useTranslation } from "react-i18next";
import { Progress } from "@/ui/progress";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto w-full max-w-xs px-6 py-24">
      <Progress text={t("app.opening")} />
    </div>
  );
}
