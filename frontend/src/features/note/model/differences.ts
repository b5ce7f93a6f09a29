/** What changed between two versions of a note, line by line and, within a line, word by word. */
import { align } from "./alignment";
import { wordsOf } from "./evidence";

export interface Piece {
  kind: "kept" | "added" | "removed";
  text: string;
}

export interface LineChange {
  kind: "kept" | "added" | "removed" | "changed";
  pieces: Piece[];
}

export interface SectionChange {
  key: string;
  title: string;
  lines: LineChange[];
}

interface Sections {
  sections: readonly { key: string; title: string; statements: readonly { text: string }[] }[];
}

/** Sections of the newer version in its order, then those that only the older one has. */
export function differences(older: Sections, newer: Sections): SectionChange[] {
  const before = new Map(older.sections.map((section) => [section.key, section]));
  const after = new Set(newer.sections.map((section) => section.key));
  const gone = older.sections.filter((section) => !after.has(section.key));
  return [
    ...newer.sections.map((section) => ({
      key: section.key,
      title: section.title,
      lines: lineChanges(texts(before.get(section.key)), texts(section)),
    })),
    ...gone.map(({ key, title, statements }) => ({
      key,
      title,
      lines: lineChanges(texts({ statements }), []),
    })),
  ].filter((section) => section.lines.length > 0);
}

export function isChanged(section: SectionChange): boolean {
  return section.lines.some((line) => line.kind !== "kept");
}

/** What changed, and beside each change the line before and after it, to know the place by. */
export function onlyChanges(changes: readonly SectionChange[]): SectionChange[] {
  const near = ({ lines }: SectionChange, place: number) =>
    [place - 1, place, place + 1].some((one) => (lines[one]?.kind ?? "kept") !== "kept");
  return changes
    .filter(isChanged)
    .map((section) => ({ ...section, lines: section.lines.filter((_, place) => near(section, place)) }));
}

function lineChanges(older: readonly string[], newer: readonly string[]): LineChange[] {
  const changes: LineChange[] = [];
  let [left, right] = [0, 0];
  for (const [row, column] of [...align(older, newer, Object.is), [older.length, newer.length] as const]) {
    changes.push(...between(older.slice(left, row), newer.slice(right, column)));
    const kept = newer[column];
    if (kept !== undefined) changes.push({ kind: "kept", pieces: [{ kind: "kept", text: kept }] });
    [left, right] = [row + 1, column + 1];
  }
  return changes;
}

/** Lines that went and lines that came: those that are alike are one line that changed. */
function between(removed: readonly string[], added: readonly string[]): LineChange[] {
  const changes: LineChange[] = [];
  let [left, right] = [0, 0];
  for (const [row, column] of [...align(removed, added, alike), [removed.length, added.length] as const]) {
    for (const text of removed.slice(left, row))
      changes.push({ kind: "removed", pieces: [{ kind: "removed", text }] });
    for (const text of added.slice(right, column))
      changes.push({ kind: "added", pieces: [{ kind: "added", text }] });
    const [old, now] = [removed[row], added[column]];
    if (old !== undefined && now !== undefined)
      changes.push({ kind: "changed", pieces: wordPieces(old, now) });
    [left, right] = [row + 1, column + 1];
  }
  return changes;
}

function wordPieces(older: string, newer: string): Piece[] {
  const [old, now] = [wordsOf(older), wordsOf(newer)];
  const pieces: Piece[] = [];
  const push = (kind: Piece["kind"], words: readonly string[]) => {
    if (words.length === 0) return;
    const before = pieces.at(-1);
    if (before?.kind === kind) before.text += ` ${words.join(" ")}`;
    else pieces.push({ kind, text: words.join(" ") });
  };
  let [left, right] = [0, 0];
  for (const [row, column] of [...align(old, now, Object.is), [old.length, now.length] as const]) {
    push("removed", old.slice(left, row));
    push("added", now.slice(right, column));
    push("kept", now.slice(column, column + 1));
    [left, right] = [row + 1, column + 1];
  }
  return pieces;
}

/** At least half of the longer one's words are in both, in order. */
function alike(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return align(left, right, Object.is).length * 2 >= Math.max(left.length, right.length);
}

function texts(section?: { statements: readonly { text: string }[] }): string[] {
  return section?.statements.map((statement) => statement.text) ?? [];
}
