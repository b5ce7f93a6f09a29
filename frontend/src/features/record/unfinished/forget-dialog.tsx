import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { forgetRecording } from "@/lib/keeping/kept-recording";

/** Before what is only here is gone. */
export function ForgetDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("unfinished.forget_title")}
      action={t("unfinished.forget")}
      onConfirm={() => void forgetRecording(id)}
    >
      <p>{t("unfinished.forget_text")}</p>
    </ConfirmDialog>
  );
}
