import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addAddendum } from "@/api/add-addendum";
import { keepNote } from "@/api/keep-note";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { TextArea } from "@/ui/field";
import { useReview } from "../review-context";

/** A signed note does not change; what is missing is added below it, signed as it is written. */
export function AddendumForm() {
  const { t } = useTranslation();
  const { consultationId } = useReview();
  const queries = useQueryClient();
  const [text, setText] = useState<string | null>(null);
  const [begun, setBegun] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function add(addendum: string): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      keepNote(queries, consultationId, await addAddendum(consultationId, addendum));
      setText(null);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  function begin(): void {
    setText("");
    setBegun(true);
  }

  // Where the form was, the focus stays.
  if (text === null)
    return (
      <div>
        <Button autoFocus={begun} onClick={begin}>
          {t("addendum.begin")}
        </Button>
      </div>
    );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add(text.trim());
      }}
    >
      <TextArea
        label={t("addendum.label")}
        hint={t("addendum.hint")}
        value={text}
        maxLength={2_000}
        autoFocus
        error={problem}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex gap-3">
        <Button type="submit" kind="primary" disabled={busy || !text.trim()}>
          {t("addendum.sign")}
        </Button>
        <Button kind="quiet" onClick={() => setText(null)}>
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}
