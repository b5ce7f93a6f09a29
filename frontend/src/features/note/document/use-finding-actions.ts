import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dismissFinding } from "@/api/dismiss-finding";
import { readFindings } from "@/api/read-findings";
import { refreshFindings } from "@/api/keep-note";
import { sentenceOf } from "@/api/problem";
import { resolveFinding } from "@/api/resolve-finding";
import { newKey, withLine } from "../model/draft";
import { nearestSection } from "../model/findings";
import type { Finding } from "../model/types";
import { useReview } from "../review-context";

export interface FindingActions {
  busy: boolean;
  problem: string | null;
  /** Put what is missing into the note, with the words as its evidence, and go on writing it. */
  add: (section?: string) => void;
  resolve: () => void;
  dismiss: (reason: string) => void;
}

export function useFindingActions(finding: Finding): FindingActions {
  const { consultationId, editor, write } = useReview();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function act(work: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      await refreshFindings(queries, consultationId);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  function add(section?: string): void {
    const where = section ?? nearestSection(finding.evidence, editor.draft) ?? editor.draft[0]?.key;
    if (where === undefined) return;
    const line = { key: newKey(), text: sentence(finding.quote), evidence: finding.evidence, own: true };
    editor.change(withLine(editor.draft, where, line));
    write(line.key);
    void act(() => settled(consultationId, finding, editor.flush));
  }

  return {
    busy,
    problem,
    add,
    resolve: () => void act(() => resolveFinding(consultationId, finding.id)),
    dismiss: (reason) => void act(() => dismissFinding(consultationId, finding.id, reason)),
  };
}

/** The check looks at every saved version. What it still finds, though it was put right, is resolved. */
async function settled(id: string, finding: Finding, flush: () => Promise<boolean>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve)); // the change is in the draft by then
  if (!(await flush())) return;
  const { items } = await readFindings(id);
  const still = items.find(
    (one) => one.state === "open" && one.code === finding.code && one.quote === finding.quote,
  );
  if (still) await resolveFinding(id, still.id);
}

function sentence(quote: string): string {
  const text = quote.charAt(0).toUpperCase() + quote.slice(1);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
