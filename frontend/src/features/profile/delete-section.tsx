import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteMyData } from "@/api/delete-my-data";
import { sentenceOf } from "@/api/problem";
import { leave } from "@/api/queries";
import { currentOwner } from "@/lib/keeping/owner";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Section } from "./section";

/** The one act that takes everything: it wants a word typed. */
export function DeleteSection({ open: shared }: { open: boolean }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const { mutate, isPending, error } = useMutation({ mutationFn: erase, onSuccess: leave });
  const word = t("erase.word");
  return (
    <Section title={t("erase.title")} hint={t(shared ? "erase.hint_open" : "erase.hint")}>
      <Button className="self-start border-red! text-red!" onClick={() => setAsking(true)}>
        {t("erase.ask")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          setTyped("");
        }}
        title={t("erase.confirm")}
        action={t(isPending ? "delete.busy" : "erase.action")}
        busy={isPending}
        disabled={typed.trim().toLowerCase() !== word}
        onConfirm={() => mutate()}
      >
        <div className="flex flex-col gap-4">
          <p>{t("erase.text")}</p>
          <TextField
            label={t("erase.type", { word })}
            autoComplete="off"
            autoCapitalize="none"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
        </div>
      </ConfirmDialog>
    </Section>
  );
}

/** On the server, and what this device keeps of recordings that did not get there. */
async function erase(): Promise<void> {
  const { forgetAllOf } = await import("@/lib/keeping/kept-recording");
  const owner = currentOwner();
  await deleteMyData();
  await forgetAllOf(owner);
}
