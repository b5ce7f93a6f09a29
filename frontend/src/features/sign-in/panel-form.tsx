import type { FormEvent, ReactNode } from "react";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

export interface PanelFormProps {
  action: string;
  busy: boolean;
  /** Why it did not work the last time. */
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
}

/** Fields of the sign-in page, and the one button that sends them. */
export function PanelForm({ action, busy, error, onSubmit, children }: PanelFormProps) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }

  return (
    <form onSubmit={submit} className="mt-6 flex flex-col gap-4">
      {children}
      {error !== null && error !== undefined && <Notice tone="red">{sentenceOf(error)}</Notice>}
      <Button type="submit" kind="primary" disabled={busy}>
        {action}
      </Button>
    </form>
  );
}
