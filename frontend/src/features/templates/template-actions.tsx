import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useBlocker, useNavigate } from "react-router";
import { changeProfile } from "@/api/change-profile";
import { changeTemplate } from "@/api/change-template";
import { createTemplate } from "@/api/create-template";
import { deleteTemplate } from "@/api/delete-template";
import { duplicateTemplate } from "@/api/duplicate-template";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";
import { isComplete, isSame, type Template, type TemplateDraft } from "./model/template-draft";
import { refreshTemplates } from "./refresh-templates";

/** Keep, copy, prefer, delete. */
export function TemplateActions({
  template,
  saved,
  draft,
  onDraft,
}: {
  template: Template;
  saved: TemplateDraft;
  draft: TemplateDraft;
  /** Null: as it is saved. */
  onDraft: (draft: TemplateDraft | null) => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const isChanged = !isSame(saved, draft);
  const leaving = useBlocker(isChanged);
  const {
    mutate: act,
    isPending,
    error,
  } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => refreshTemplates(queries),
  });

  const save = () =>
    act(async () => {
      await changeTemplate(template.key, asNew(draft));
      await refreshTemplates(queries);
      onDraft(null);
      toast({ text: t("templates.saved") });
    });
  const duplicate = () =>
    act(async () => {
      const copy = await duplicateTemplate(template.key);
      await refreshTemplates(queries);
      await navigate(`/templates/${copy.key}`);
    });
  const comeBack = async () => {
    const again = await createTemplate(asNew(saved));
    if (template.is_default) await changeProfile({ default_template: again.key });
  };
  const remove = () =>
    act(async () => {
      await deleteTemplate(template.key);
      await navigate("/templates");
      toast({ text: t("templates.deleted"), undo: () => act(comeBack) });
    });

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {!template.built_in && (
          <Button kind="primary" disabled={!isChanged || !isComplete(draft) || isPending} onClick={save}>
            {t("templates.save")}
          </Button>
        )}
        <Button
          kind={template.built_in ? "primary" : "secondary"}
          disabled={isPending || isChanged}
          onClick={duplicate}
        >
          {t("templates.duplicate")}
        </Button>
        {!template.is_default && (
          <Button
            disabled={isPending}
            onClick={() => act(() => changeProfile({ default_template: template.key }))}
          >
            {t("templates.make_default")}
          </Button>
        )}
        {!template.built_in && (
          <Button kind="quiet" disabled={isPending || isChanged} onClick={remove}>
            {t("templates.delete")}
          </Button>
        )}
      </div>
      {template.is_default && <p className="text-sm text-quiet">{t("templates.is_default")}</p>}
      {isChanged && (
        <Notice
          actions={
            <Button kind="quiet" onClick={() => onDraft(null)}>
              {t("templates.discard")}
            </Button>
          }
        >
          {t("templates.unsaved")}
        </Notice>
      )}
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
      <ConfirmDialog
        open={leaving.state === "blocked"}
        onOpenChange={(open) => !open && leaving.reset?.()}
        title={t("templates.unsaved")}
        action={t("templates.discard")}
        onConfirm={() => leaving.proceed?.()}
      >
        <p>{t("templates.leave")}</p>
      </ConfirmDialog>
    </div>
  );
}

function asNew({ title, sections }: TemplateDraft) {
  return { title: title.trim(), sections: [...sections] };
}
