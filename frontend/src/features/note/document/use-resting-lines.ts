import { useMemo } from "react";
import { linesOf } from "../model/draft";
import { restingOn } from "../model/evidence";
import { useReview } from "../review-context";

const NONE: ReadonlySet<string> = new Set();

/** The lines that rest on the utterance that is pointed at. */
export function useRestingLines(): ReadonlySet<string> {
  const { shown, editor } = useReview();
  const utterance = shown?.kind === "utterance" ? shown.id : null;
  return useMemo(
    () =>
      utterance === null
        ? NONE
        : new Set(restingOn(utterance, linesOf(editor.draft)).map((line) => line.key)),
    [utterance, editor.draft],
  );
}
