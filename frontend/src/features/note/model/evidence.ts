/**
 * Between a note's statements, the words that support them and the seconds when they were said.
 *
 * Evidence counts the words of `text.split()` as the server does; times belong to the words as they were
 * heard, which stay when a clinician corrects the text.
 */
import { align } from "./alignment";
import type { Evidence, Utterance } from "./types";

/** A stretch of audio, in seconds. */
export interface Clip {
  start: number;
  end: number;
}

/** Words of one utterance, `first` included and `last` not. */
export interface WordRange {
  first: number;
  last: number;
}

/** A pause shorter than this, in seconds, is played through. */
const PAUSE = 1.5;

export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter(Boolean);
}

/** When each word of the text as it reads now was said. */
export function wordTimes(utterance: Utterance): Clip[] {
  const words = wordsOf(utterance.text);
  const heard = utterance.words;
  if (heard.length === words.length) return heard.map(({ start, end }) => ({ start, end }));
  const matches = align(
    words,
    heard.map((word) => word.text),
    (a, b) => fold(a) === fold(b),
  );
  const times: Clip[] = [];
  let known: Clip = { start: utterance.start, end: utterance.start };
  for (const [index, place] of [...matches, [words.length, heard.length] as const]) {
    const next = heard[place] ?? { start: utterance.end, end: utterance.end };
    times.push(...spread(index - times.length, known.end, Math.max(known.end, next.start)));
    if (index < words.length) times.push({ start: next.start, end: next.end });
    known = next;
  }
  return times;
}

/** When the words of one piece of evidence were said; null where there are none such. */
export function clipOf(evidence: Evidence, utterances: ReadonlyMap<number, Utterance>): Clip | null {
  const utterance = utterances.get(evidence.utterance_id);
  if (!utterance) return null;
  const times = wordTimes(utterance).slice(evidence.first, evidence.last);
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return { start: utterance.start, end: utterance.end };
  return { start: first.start, end: Math.max(first.start, last.end) };
}

/** What to play for a statement, in the order of the recording; neighbours are played as one. */
export function clipsOf(evidence: readonly Evidence[], utterances: ReadonlyMap<number, Utterance>): Clip[] {
  const clips = evidence
    .map((one) => clipOf(one, utterances))
    .filter((clip): clip is Clip => clip !== null)
    .sort((a, b) => a.start - b.start);
  const joined: Clip[] = [];
  for (const clip of clips) {
    const before = joined.at(-1);
    if (before && clip.start - before.end < PAUSE) before.end = Math.max(before.end, clip.end);
    else joined.push({ ...clip });
  }
  return joined;
}

/** Which words of which utterances to mark, by utterance; ranges that touch become one. */
export function marksOf(evidence: readonly Evidence[]): ReadonlyMap<number, WordRange[]> {
  const marks = new Map<number, WordRange[]>();
  for (const { utterance_id, first, last } of [...evidence].sort((a, b) => a.first - b.first)) {
    if (last <= first) continue;
    const ranges = marks.get(utterance_id) ?? [];
    const before = ranges.at(-1);
    if (before && first <= before.last) before.last = Math.max(before.last, last);
    else ranges.push({ first, last });
    marks.set(utterance_id, ranges);
  }
  return marks;
}

/** The same words, with neighbours in one piece, in the order in which they were said. */
export function joined(evidence: readonly Evidence[]): Evidence[] {
  return [...marksOf(evidence)]
    .sort(([a], [b]) => a - b)
    .flatMap(([utterance_id, ranges]) => ranges.map((range) => ({ utterance_id, ...range })));
}

export interface Run {
  text: string;
  marked: boolean;
}

/** The text in runs, marked and not, for setting it on the page. */
export function runsOf(text: string, ranges: readonly WordRange[]): Run[] {
  const runs: Run[] = [];
  wordsOf(text).forEach((word, index) => {
    const marked = ranges.some(({ first, last }) => first <= index && index < last);
    const before = runs.at(-1);
    if (before?.marked === marked) before.text += ` ${word}`;
    else runs.push({ text: word, marked });
  });
  return runs;
}

/** The words themselves, for a quotation. */
export function quoteOf(evidence: Evidence, utterances: ReadonlyMap<number, Utterance>): string {
  const words = wordsOf(utterances.get(evidence.utterance_id)?.text ?? "");
  return words.slice(evidence.first, evidence.last).join(" ");
}

/** The statements that rest on an utterance. */
export function restingOn<S extends { evidence: readonly Evidence[] }>(
  utteranceId: number,
  statements: readonly S[],
): S[] {
  return statements.filter((one) => one.evidence.some((each) => each.utterance_id === utteranceId));
}

/** The utterance that is being said at a second, or the last one before it. */
export function utteranceAt(second: number, utterances: readonly Utterance[]): Utterance | null {
  let found: Utterance | null = null;
  for (const utterance of utterances) {
    if (utterance.start > second) break;
    found = utterance;
  }
  return found;
}

export function byId(utterances: readonly Utterance[]): ReadonlyMap<number, Utterance> {
  return new Map(utterances.map((utterance) => [utterance.id, utterance]));
}

/** `count` words shared out evenly over a stretch of which only the ends are known. */
function spread(count: number, start: number, end: number): Clip[] {
  const each = (end - start) / Math.max(1, count);
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    start: start + index * each,
    end: start + (index + 1) * each,
  }));
}

function fold(word: string): string {
  return word
    .normalize("NFD")
    .replace(/[\p{M}\p{P}\p{S}]/gu, "")
    .toLowerCase();
}
