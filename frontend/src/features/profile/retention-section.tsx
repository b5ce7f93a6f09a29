import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { sentenceOf } from "@/api/problem";
import { useChangeProfile } from "@/api/use-change-profile";
import { SelectField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";
import { Section } from "./section";

const DAYS = [7, 30, 90, 365] as const;
const ALWAYS = "";

/** How long the sound is kept. Notes and transcripts stay. */
export function RetentionSection({ profile }: { profile: Schemas["ProfileView"] }) {
  const { t } = useTranslation();
  const toast = useToast();
  const { mutate, isPending, error } = useChangeProfile();
  const chosen = profile.audio_retention_days;
  const days =
    chosen === null || DAYS.some((one) => one === chosen) ? DAYS : [...DAYS, chosen].sort((a, b) => a - b);
  return (
    <Section title={t("retention.title")} hint={t("retention.hint")}>
      <SelectField
        label={t("retention.label")}
        disabled={isPending}
        value={chosen === null ? ALWAYS : String(chosen)}
        onChange={({ target }) =>
          mutate(
            { audio_retention_days: target.value === ALWAYS ? null : Number(target.value) },
            { onSuccess: () => toast({ text: t("profile.saved") }) },
          )
        }
      >
        <option value={ALWAYS}>{t("retention.always")}</option>
        {days.map((count) => (
          <option key={count} value={count}>
            {t("retention.days", { count })}
          </option>
        ))}
      </SelectField>
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
    </Section>
  );
}
