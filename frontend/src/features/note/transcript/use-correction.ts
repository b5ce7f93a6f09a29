import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { correctSpeaker } from "@/api/correct-speaker";
import { correctUtterance } from "@/api/correct-utterance";
import { refreshConsultations } from "@/api/refresh-consultations";
import { sentenceOf } from "@/api/problem";
import { useToast } from "@/ui/toast";
import type { Speaker, Utterance } from "../model/types";
import { useReview } from "../review-context";

interface Wish {
  text: string;
  speaker: Speaker;
  /** All that this speaker said, not only this. */
  everywhere: boolean;
}

export function useCorrection(utterance: Utterance, onDone: () => void) {
  const { t } = useTranslation();
  const { consultationId, utterances } = useReview();
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function correct({ text, speaker, everywhere }: Wish): Promise<void> {
    const before = utterances.filter(
      (one) => one.id === utterance.id || (everywhere && one.speaker === utterance.speaker),
    );
    if (everywhere) await correctSpeaker(consultationId, { speaker: utterance.speaker, becomes: speaker });
    const change = {
      ...(text !== utterance.text && { text }),
      ...(!everywhere && speaker !== utterance.speaker && { speaker }),
    };
    if (Object.keys(change).length > 0) await correctUtterance(consultationId, utterance.id, change);
    toast({ text: t("correct.done"), undo: () => void undo(before) });
  }

  /** One by one: others may have been the new speaker's before. */
  async function undo(before: readonly Utterance[]): Promise<void> {
    try {
      for (const { id, text, speaker } of before)
        await correctUtterance(consultationId, id, { text, speaker });
    } catch (error) {
      toast({ text: sentenceOf(error) });
    }
    await refreshConsultations(queries);
  }

  async function act(wish: Wish): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await correct(wish);
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
      await refreshConsultations(queries);
    }
  }

  return { busy, problem, correct: (wish: Wish) => void act(wish) };
}
