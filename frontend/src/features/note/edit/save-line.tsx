import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "@/api/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Differences } from "../actions/differences-view";
import { differences, onlyChanges } from "../model/differences";
import type { Draft } from "../model/draft";
import type { Note } from "../model/types";
import { useReview } from "../review-context";

/** Whether what was written is safe. Nothing while nothing was changed. */
export function SaveLine() {
  const { t } = useTranslation();
  const { editor, locked } = useReview();
  const { save, past } = editor;
  if (locked || past.length === 0) return null;
  return (
    <>
      <span role="status" className="text-sm text-quiet">
        {save.kind === "saved" && t("save.saved")}
        {(save.kind === "saving" || save.kind === "changed") && t("save.saving")}
      </span>
      <Button kind="quiet" className="px-3!" onClick={editor.undo}>
        {t("action.undo")}
      </Button>
    </>
  );
}

/** What to decide where it could not be saved. */
export function SaveTrouble() {
  const { t } = useTranslation();
  const { editor } = useReview();
  const { save } = editor;
  if (save.kind === "conflict") return <Conflict theirs={save.theirs} />;
  if (save.kind !== "failed") return null;
  return (
    <Notice tone="red" actions={<Button onClick={() => void editor.flush()}>{t("save.again")}</Button>}>
      {t("save.failed")} {sentenceOf(save.error)}
    </Notice>
  );
}

function Conflict({ theirs }: { theirs: Note }) {
  const { t } = useTranslation();
  const { editor } = useReview();
  const [compared, setCompared] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <Notice
        tone="amber"
        actions={
          <>
            <Button kind="quiet" onClick={() => setCompared(!compared)}>
              {t(compared ? "conflict.hide" : "conflict.compare")}
            </Button>
            <Button onClick={editor.takeTheirs}>{t("conflict.theirs")}</Button>
            <Button kind="primary" onClick={editor.keepMine}>
              {t("conflict.mine")}
            </Button>
          </>
        }
      >
        {t("conflict.text")}
      </Notice>
      {compared && (
        <div className="flex flex-col gap-4">
          <p className="text-sm text-quiet">{t("conflict.legend")}</p>
          <Differences changes={onlyChanges(differences(theirs, asNote(editor.draft)))} heading="h2" />
        </div>
      )}
    </div>
  );
}

function asNote(draft: Draft) {
  return { sections: draft.map(({ key, title, lines }) => ({ key, title, statements: lines })) };
}
