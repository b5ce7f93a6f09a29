import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { PanelTitle } from "../panel-title";

interface StepFormProps {
  title: string;
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  onBack: () => void;
  children: ReactNode;
}

export function StepForm({ title, action, busy, error, onSubmit, onBack, children }: StepFormProps) {
  const { t } = useTranslation();

  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  return (
    <>
      <PanelTitle title={title} />
      <form onSubmit={submit} className="mt-6 flex flex-col gap-4">
        {children}
        {error !== null && error !== undefined && <Notice tone="red">{sentenceOf(error)}</Notice>}
        <Button type="submit" kind="primary" disabled={busy}>
          {action}
        </Button>
      </form>
      <Button kind="quiet" className="mt-4 self-start" onClick={onBack}>
        {t("sign_in.back")}
      </Button>
    </>
  );
}
