import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { setNewPassword } from "@/api/supabase/accounts";
import type { EmailLink } from "@/api/supabase/email-link";
import { NewPasswordField } from "@/ui/new-password-field";
import { LONGEST_AT_SUPABASE } from "../fields";
import type { StepProps } from "./accounts-panel";
import { StepForm } from "./step-form";

type PasswordLink = Extract<EmailLink, { kind: "password" }>;

/** Signs nobody in: who followed a stranger's link would not notice whose account they work in. */
export function NewPasswordForm({ link, onEmail, onStep }: StepProps & { link: PasswordLink }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => setNewPassword(link, password),
    onSuccess: (email) => {
      onEmail(email);
      onStep("sign-in", t("sign_in.password_set", { email }));
    },
  });
  return (
    <StepForm
      title={t("sign_in.new_password_title")}
      action={t("sign_in.new_password_save")}
      busy={isPending}
      error={error}
      onSubmit={mutate}
      onBack={() => onStep("sign-in")}
    >
      <NewPasswordField longest={LONGEST_AT_SUPABASE} value={password} onChange={setPassword} />
    </StepForm>
  );
}
