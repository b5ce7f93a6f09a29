import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { PanelForm, type PanelFormProps } from "../panel-form";
import { PanelTitle } from "../panel-title";

interface StepFormProps extends PanelFormProps {
  title: string;
  onBack: () => void;
}

export function StepForm({ title, onBack, ...form }: StepFormProps) {
  const { t } = useTranslation();
  return (
    <>
      <PanelTitle title={title} />
      <PanelForm {...form} />
      <Button kind="quiet" className="mt-4 self-start" onClick={onBack}>
        {t("sign_in.back")}
      </Button>
    </>
  );
}
