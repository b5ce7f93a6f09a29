import { useEffect } from "react";
import type { Evidence } from "../model/types";
import { elementId } from "../review-context";

const AFTER = 120; // milliseconds; a pointer that only passes over moves nothing

/** The words that a line rests on come into sight. */
export function useScrollToMarks(evidence: readonly Evidence[]): void {
  const first = evidence[0]?.utterance_id;
  useEffect(() => {
    if (first === undefined) return;
    const timer = setTimeout(() => {
      const element = document.getElementById(elementId.utterance(first));
      if (!element || element.contains(document.activeElement)) return;
      element.scrollIntoView({ block: "nearest", behavior: "smooth" });
    }, AFTER);
    return () => clearTimeout(timer);
  }, [first]);
}
