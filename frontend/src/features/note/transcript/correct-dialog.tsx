import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SelectField, TextArea } from "@/ui/field";
import type { Speaker, Utterance } from "../model/types";
import { useReview } from "../review-context";
import { useCorrection } from "./use-correction";

const SPEAKERS: readonly Speaker[] = ["clinician", "patient", "companion", "unknown"];

/** What was said and who said it, put right; the speaker here or everywhere. */
export function CorrectDialog({ utterance, onClose }: { utterance: Utterance; onClose: () => void }) {
  const { t } = useTranslation();
  const { utterances } = useReview();
  const [text, setText] = useState(utterance.text);
  const [speaker, setSpeaker] = useState<Speaker>(utterance.speaker);
  const [everywhere, setEverywhere] = useState(false);
  const { correct, busy, problem } = useCorrection(utterance, onClose);
  const others = utterances.filter((one) => one.speaker === utterance.speaker).length;
  const isChanged = text.trim() !== utterance.text || speaker !== utterance.speaker;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("correct.title")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          correct({ text: text.trim(), speaker, everywhere });
        }}
      >
        <TextArea
          label={t("correct.text")}
          value={text}
          rows={4}
          maxLength={2_000}
          onChange={(event) => setText(event.target.value)}
          hint={utterance.heard === null ? undefined : t("correct.heard", { text: utterance.heard })}
        />
        <SelectField
          label={t("correct.speaker")}
          value={speaker}
          onChange={(event) => setSpeaker(event.target.value as Speaker)}
        >
          {SPEAKERS.map((one) => (
            <option key={one} value={one}>
              {t(`speaker.${one}`)}
            </option>
          ))}
        </SelectField>
        {speaker !== utterance.speaker && others > 1 && (
          <label className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              checked={everywhere}
              onChange={(event) => setEverywhere(event.target.checked)}
              className="size-5 shrink-0 accent-accent"
            />
            {t("correct.everywhere", { speaker: t(`speaker.${utterance.speaker}`), count: others })}
          </label>
        )}
        {problem && (
          <p role="alert" className="text-red">
            {problem}
          </p>
        )}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" disabled={busy || !isChanged || !text.trim()}>
            {t("correct.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
