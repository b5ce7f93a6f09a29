import { useTranslation } from "react-i18next";
import { TextField } from "@/ui/field";

/** Supabase reads no further. */
export const LONGEST_AT_SUPABASE = 72;

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
