import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { useAddTerms, useRemoveTerm, useVocabulary } from "@/api/use-vocabulary";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { useToast } from "@/ui/toast";
import { TryAgain } from "@/ui/try-again";
import { PasteDialog } from "./paste-dialog";
import { Section } from "./section";

/** Drugs, tests and names that the speech engine should know. */
export function VocabularySection() {
  const { t } = useTranslation();
  const toast = useToast();
  const { data, error: unread, refetch } = useVocabulary();
  const add = useAddTerms();
  const remove = useRemoveTerm();
  const [term, setTerm] = useState("");
  const [pasting, setPasting] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const error = add.error ?? remove.error;

  function addAll(text: string, after?: () => void) {
    const before = data?.items.length ?? 0;
    add.mutate(text, {
      onSuccess: ({ items }) => {
        after?.();
        toast({ text: t("vocabulary.added", { count: items.length - before }) });
      },
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (term.trim()) addAll(term, () => setTerm(""));
  }

  return (
    <Section title={t("vocabulary.title")} hint={t("vocabulary.hint")}>
      <form onSubmit={submit} className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            label={t("vocabulary.term")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            value={term}
            onChange={(event) => setTerm(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={add.isPending || !data}>
          {t("vocabulary.add")}
        </Button>
      </form>
      <div className="flex flex-wrap gap-1">
        <Button kind="quiet" disabled={!data} onClick={() => setPasting(true)}>
          {t("vocabulary.paste")}
        </Button>
        <Button kind="quiet" disabled={!data} onClick={() => input.current?.click()}>
          {t("vocabulary.import")}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".txt,.csv,.tsv,text/plain,text/csv"
          hidden
          aria-label={t("vocabulary.import")}
          onChange={(event) => {
            void event.target.files?.[0]?.text().then((text) => addAll(text));
            event.target.value = "";
          }}
        />
      </div>
      {error && <Notice tone="red">{sentenceOf(error)}</Notice>}
      {unread && !data && <TryAgain why={sentenceOf(unread)} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p className="text-quiet">{t("vocabulary.none")}</p>}
      <ul className="max-h-96 divide-y divide-line overflow-y-auto" aria-label={t("vocabulary.list")}>
        {data?.items.map(({ id, text }) => (
          <li key={id} className="flex items-center justify-between gap-4">
            <span className="min-w-0 break-words">{text}</span>
            <Button
              kind="quiet"
              aria-label={t("vocabulary.remove_this", { text })}
              onClick={() =>
                remove.mutate(id, {
                  onSuccess: () =>
                    toast({ text: t("vocabulary.removed", { text }), undo: () => add.mutate(text) }),
                })
              }
            >
              {t("vocabulary.remove")}
            </Button>
          </li>
        ))}
      </ul>
      <PasteDialog
        open={pasting}
        onOpenChange={setPasting}
        busy={add.isPending}
        onAdd={(text) => addAll(text, () => setPasting(false))}
      />
    </Section>
  );
}
