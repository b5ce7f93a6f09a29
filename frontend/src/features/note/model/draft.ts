/** The note as it is being edited: lines with a name of their own, whatever the server calls them. */
import type { Evidence, Note, NoteEdit } from "./types";

export interface Line {
  /** Stays while the page is open, from one saved version to the next. */
  key: string;
  text: string;
  evidence: readonly Evidence[];
  /** Written by the clinician, not by an engine. */
  own: boolean;
}

export interface DraftSection {
  key: string;
  title: string;
  lines: readonly Line[];
}

export type Draft = readonly DraftSection[];

/** What the server calls each line of the version that it has. */
export type SavedIds = ReadonlyMap<string, number>;

let made = 0;

export function newKey(): string {
  made += 1;
  return `new-${made}`;
}

/** Lines that read as they did `before` keep their names, so that what is selected stays so. */
export function draftOf(note: Note, before: Draft = []): { draft: Draft; ids: SavedIds } {
  const ids = new Map<string, number>();
  const names = new Map<string, string>(
    before.flatMap((section) =>
      section.lines.map((line) => [`${section.key} ${line.text}`, line.key] as const),
    ),
  );
  const draft = note.sections.map((section) => ({
    key: section.key,
    title: section.title,
    lines: section.statements.map(({ id, text, evidence, origin }) => {
      const name = `${section.key} ${text}`;
      const key = names.get(name) ?? `s${id}`;
      names.delete(name);
      ids.set(key, id);
      return { key, text, evidence, own: origin === "clinician" };
    }),
  }));
  return { draft, ids };
}

/** For the server: empty lines are left out; a line it does not have comes with its evidence. */
export function editOf(draft: Draft, ids: SavedIds): NoteEdit {
  return {
    sections: draft.map(({ key, title, lines }) => ({
      key,
      title,
      statements: lines.filter(isWritten).map((line) => {
        const id = ids.get(line.key);
        const text = line.text.trim();
        return id === undefined ? { text, evidence: [...line.evidence] } : { id, text, evidence: [] };
      }),
    })),
  };
}

/** After `sent` was saved as `note`: the same lines, by their places. */
export function idsAfterSaving(sent: Draft, note: Note): SavedIds {
  const ids = new Map<string, number>();
  sent.forEach((section, place) => {
    section.lines.filter(isWritten).forEach((line, position) => {
      const statement = note.sections[place]?.statements[position];
      if (statement) ids.set(line.key, statement.id);
    });
  });
  return ids;
}

/** Of another's version, the lines that read as mine do keep their ids; all others are written anew. */
export function idsIn(note: Note, mine: Draft): SavedIds {
  const ids = new Map<string, number>();
  for (const section of mine) {
    const theirs = [...(note.sections.find((other) => other.key === section.key)?.statements ?? [])];
    for (const line of section.lines) {
      const place = theirs.findIndex((statement) => statement.text === line.text);
      const [same] = place < 0 ? [] : theirs.splice(place, 1);
      if (same) ids.set(line.key, same.id);
    }
  }
  return ids;
}

export function withText(draft: Draft, key: string, text: string): Draft {
  return mapLines(draft, (line) => (line.key === key ? { ...line, text, own: true } : line));
}

export function without(draft: Draft, key: string): Draft {
  return draft.map((section) => ({ ...section, lines: section.lines.filter((line) => line.key !== key) }));
}

/** A new line at the end of a section, or after one of its lines. */
export function withLine(draft: Draft, section: string, line: Line, after?: string): Draft {
  return draft.map((one) => {
    if (one.key !== section) return one;
    const place = after === undefined ? -1 : one.lines.findIndex(({ key }) => key === after);
    const at = place < 0 ? one.lines.length : place + 1;
    return { ...one, lines: [...one.lines.slice(0, at), line, ...one.lines.slice(at)] };
  });
}

/** An older version's text as it shall be again. */
export function restored(note: Note): Draft {
  return draftOf(note).draft.map((section) => ({
    ...section,
    lines: section.lines.map((line) => ({ ...line, key: newKey() })),
  }));
}

export function linesOf(draft: Draft): Line[] {
  return draft.flatMap((section) => section.lines);
}

export function reads(a: Draft, b: Draft): boolean {
  const text = (draft: Draft) =>
    JSON.stringify(
      draft.map(({ key, lines }) => [key, lines.filter(isWritten).map((line) => line.text.trim())]),
    );
  return text(a) === text(b);
}

function isWritten(line: Line): boolean {
  return line.text.trim() !== "";
}

function mapLines(draft: Draft, change: (line: Line) => Line): Draft {
  return draft.map((section) => ({ ...section, lines: section.lines.map(change) }));
}
