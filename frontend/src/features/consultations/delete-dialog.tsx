import { useTranslation } from "react-i18next";
import { useMatch, useNavigate } from "react-router";
import { sentenceOf } from "@/api/problem";
import { useDeleteConsultation } from "@/api/use-delete-consultation";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";

export interface ToDelete {
  id: string;
  label: string;
}

export function DeleteDialog({ target, onClose }: { target: ToDelete; onClose: () => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigate();
  const shown = useMatch("/consultations/:id")?.params.id;
  const { mutate, isPending, error, reset } = useDeleteConsultation();

  function close() {
    reset();
    onClose();
  }

  function remove({ id }: ToDelete) {
    if (shown === id) void navigate("/"); // before it is gone, so that nobody asks for it again
    mutate(id, {
      onSuccess: () => {
        close();
        toast({ text: t("delete.done") });
      },
    });
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={t("delete.title", { label: target.label })}
      action={t(isPending ? "delete.busy" : "delete.action")}
      busy={isPending}
      onConfirm={() => remove(target)}
    >
      <p>{t("delete.text")}</p>
      {error && (
        <div className="mt-4">
          <Notice tone="red">{sentenceOf(error)}</Notice>
        </div>
      )}
    </ConfirmDialog>
  );
}
