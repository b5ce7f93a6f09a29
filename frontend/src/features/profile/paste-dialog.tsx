import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextArea } from "@/ui/field";

export function PasteDialog({
  open,
  onOpenChange,
  onAdd,
  busy,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAdd: (text: string) => void;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim()) onAdd(text);
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("vocabulary.paste_title")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextArea
          label={t("vocabulary.paste_label")}
          hint={t("vocabulary.paste_hint")}
          rows={8}
          maxLength={50_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" kind="primary" className="self-end" disabled={busy}>
          {t("vocabulary.add")}
        </Button>
      </form>
    </Dialog>
  );
}
