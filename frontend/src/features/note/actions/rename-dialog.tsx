import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeConsultation } from "@/api/change-consultation";
import { refreshConsultations } from "@/api/refresh-consultations";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import type { Consultation } from "../model/types";

/** What the clinician finds the consultation by. */
export function RenameDialog({ consultation, onClose }: { consultation: Consultation; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [label, setLabel] = useState(consultation.patient_label);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => changeConsultation(consultation.id, { patient_label: label.trim() }),
    onSuccess: async () => {
      await refreshConsultations(queries);
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("rename.title")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextField
          label={t("rename.label")}
          hint={t("rename.hint")}
          value={label}
          maxLength={200}
          error={error && sentenceOf(error)}
          onChange={(event) => setLabel(event.target.value)}
        />
        <div className="flex justify-end">
          <Button type="submit" kind="primary" disabled={isPending}>
            {t("rename.action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
