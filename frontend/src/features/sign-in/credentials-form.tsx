import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { EmailField, PasswordField } from "./fields";

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

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit(password);
  }

  return (
    <form onSubmit={submit} className="mt-6 flex flex-col gap-4">
      <EmailField value={email} onChange={onEmail} />
      <PasswordField value={password} onChange={setPassword} />
      {error !== null && error !== undefined && <Notice tone="red">{sentenceOf(error)}</Notice>}
      <Button type="submit" kind="primary" disabled={busy}>
        {t(busy ? "sign_in.busy" : "sign_in.action")}
      </Button>
    </form>
  );
}
