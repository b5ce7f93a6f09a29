import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { requestNewPassword } from "@/api/supabase/accounts";
import { EmailField } from "../fields";
import type { StepProps } from "./accounts-panel";
import { StepForm } from "./step-form";

export function ForgottenForm({ email, onEmail, onStep }: StepProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: requestNewPassword,
    onSuccess: () => onStep("sign-in", t("sign_in.link_sent", { email })),
  });
  return (
    <StepForm
      title={t("sign_in.forgotten_title")}
      action={t("sign_in.send_link")}
      busy={isPending}
      error={error}
      onSubmit={() => mutate(email)}
      onBack={() => onStep("sign-in")}
    >
      <p>{t("sign_in.forgotten_hint")}</p>
      <EmailField value={email} onChange={onEmail} />
    </StepForm>
  );
}
