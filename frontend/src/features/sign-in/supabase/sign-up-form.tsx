import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signUp } from "@/api/supabase/accounts";
import { NewPasswordField } from "@/ui/new-password-field";
import { TextField } from "@/ui/field";
import { EmailField, LONGEST_AT_SUPABASE } from "../fields";
import { useEntry } from "../use-entry";
import type { StepProps } from "./accounts-panel";
import { StepForm } from "./step-form";

export function SignUpForm({ email, onEmail, onStep }: StepProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const enter = useEntry();
  const { mutate, isPending, error } = useMutation({
    mutationFn: signUp,
    onSuccess: (session) =>
      session ? enter(session) : onStep("sign-in", t("sign_in.confirm_address", { email })),
  });
  return (
    <StepForm
      title={t("sign_in.sign_up_title")}
      action={t("sign_in.sign_up")}
      busy={isPending}
      error={error}
      onSubmit={() => mutate({ email, password, name })}
      onBack={() => onStep("sign-in")}
    >
      <TextField
        label={t("profile.name")}
        autoComplete="name"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <EmailField value={email} onChange={onEmail} />
      <NewPasswordField longest={LONGEST_AT_SUPABASE} value={password} onChange={setPassword} />
    </StepForm>
  );
}
