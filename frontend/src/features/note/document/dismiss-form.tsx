import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";

const REASONS = ["known", "irrelevant", "misheard", "other_person"] as const;

/** Why it may stay as it is: one of the usual reasons with one tap, or one's own. */
export function DismissForm({
  busy,
  onDismiss,
  onCancel,
}: {
  busy: boolean;
  onDismiss: (reason: string) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <form
      className="mt-1 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onDismiss(reason.trim());
      }}
    >
      <div role="group" aria-label={t("reason.usual")} className="flex flex-wrap gap-2">
        {REASONS.map((one) => (
          <Button
            key={one}
            className="px-3! text-sm!"
            disabled={busy}
            onClick={() => onDismiss(t(`reason.${one}`))}
          >
            {t(`reason.${one}`)}
          </Button>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField
            label={t("reason.own")}
            value={reason}
            maxLength={2_000}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Button type="submit" kind="primary" disabled={busy || !reason.trim()}>
          {t("finding.dismiss")}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}
