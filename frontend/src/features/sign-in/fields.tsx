import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";

const SHORTEST = 10;

interface FieldProps {
  value: string;
  onChange: (text: string) => void;
}

export function EmailField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("sign_in.email")}
      type="email"
      autoComplete="username"
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function PasswordField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("sign_in.password")}
      type="password"
      autoComplete="current-password"
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function NewPasswordField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("account.password_new")}
      hint={t("account.password_hint", { count: SHORTEST })}
      type="password"
      autoComplete="new-password"
      required
      minLength={SHORTEST}
      maxLength={72} // Supabase reads no further
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
