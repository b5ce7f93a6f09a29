import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmailField, PasswordField } from "./fields";
import { PanelForm } from "./panel-form";

interface CredentialsFormProps {
  email: string;
  onEmail: (email: string) => void;
  busy: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
}

export function CredentialsForm({ email, onEmail, busy, error, onSubmit }: CredentialsFormProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  return (
    <PanelForm
      action={t(busy ? "sign_in.busy" : "sign_in.action")}
      busy={busy}
      error={error}
      onSubmit={() => onSubmit(password)}
    >
      <EmailField value={email} onChange={onEmail} />
      <PasswordField value={password} onChange={setPassword} />
    </PanelForm>
  );
}
