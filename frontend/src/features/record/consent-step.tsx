import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { timeOfDay } from "@/lib/format";
import { Choice } from "@/ui/choice";
import type { Draft } from "./use-draft";

/** Before anything is recorded: who agreed, and how. The moment is noted by itself. */
export function ConsentStep({
  draft,
  onChange,
  missing,
  stepRef,
}: {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  missing: boolean;
  stepRef: Ref<HTMLElement>;
}) {
  const { t, i18n } = useTranslation();
  return (
    <section
      ref={stepRef}
      tabIndex={-1}
      aria-labelledby="consent"
      className="flex flex-col gap-3 outline-none"
    >
      <h2 id="consent" className="text-lg font-semibold">
        {t("consent.title")}
      </h2>
      <Choice
        legend={t("consent.who")}
        options={[
          { value: "patient", label: t("consent.patient") },
          { value: "representative", label: t("consent.representative") },
        ]}
        value={draft.by}
        onChange={(by) => onChange({ by })}
      />
      <Choice
        legend={t("consent.how")}
        options={[
          { value: "verbal", label: t("consent.verbal") },
          { value: "written", label: t("consent.written") },
          { value: "digital", label: t("consent.digital") },
        ]}
        value={draft.method}
        onChange={(method) => onChange({ method, agreedAt: new Date().toISOString() })}
      />
      {draft.method ? (
        <p className="text-sm text-quiet">
          {t("consent.noted", { time: timeOfDay(draft.agreedAt, i18n.language) })}
        </p>
      ) : (
        missing && (
          <p role="alert" className="text-sm text-red">
            {t("consent.missing")}
          </p>
        )
      )}
    </section>
  );
}
