import { useTranslation } from "react-i18next";
import { TextField } from "./field";

const SHORTEST = 10;

/** `longest` is how far who keeps the account reads. */
export function NewPasswordField({
  value,
  onChange,
  longest,
}: {
  value: string;
  onChange: (text: string) => void;
  longest: number;
}) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("account.password_new")}
      hint={t("account.password_hint", { count: SHORTEST })}
      type="password"
      autoComplete="new-password"
      required
      minLength={SHORTEST}
      maxLength={longest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
