/** The life of an edit: changed, saved by itself, refused because somebody else saved first, undone. */
import { type Draft, draftOf, idsAfterSaving, idsIn, reads, type SavedIds } from "./draft";
import type { Note } from "./types";

export type SaveState =
  | { kind: "saved" }
  | { kind: "changed" }
  | { kind: "saving"; sent: Draft }
  | { kind: "failed"; error: unknown }
  | { kind: "conflict"; theirs: Note };

export interface Editing {
  /** The saved version that the draft goes out from. */
  version: number;
  draft: Draft;
  ids: SavedIds;
  /** The line that each statement is, of this version and those before it. */
  keys: ReadonlyMap<number, string>;
  save: SaveState;
  past: readonly { draft: Draft; what: string }[];
}

export type EditingEvent =
  /** `what` names the change: following ones of the same name are undone together. */
  | { type: "changed"; draft: Draft; what: string }
  | { type: "settled" }
  | { type: "undone" }
  | { type: "saving" }
  | { type: "saved"; note: Note }
  | { type: "failed"; error: unknown }
  | { type: "refused"; theirs: Note }
  | { type: "arrived"; note: Note }
  | { type: "kept mine" }
  | { type: "took theirs" };

const UNDO_STEPS = 100;
const SETTLED = "";

export function begin(note: Note): Editing {
  const { draft, ids } = draftOf(note);
  return { version: note.version, draft, ids, keys: keysOf(ids), save: { kind: "saved" }, past: [] };
}

export function reduce(state: Editing, event: EditingEvent): Editing {
  switch (event.type) {
    case "changed":
      return { ...state, draft: event.draft, past: remembered(state, event.what), save: changed(state.save) };
    case "settled":
      return { ...state, past: state.past.map((step) => ({ ...step, what: SETTLED })) };
    case "undone": {
      const last = state.past.at(-1);
      if (!last) return state;
      return { ...state, draft: last.draft, past: state.past.slice(0, -1), save: changed(state.save) };
    }
    case "saving":
      return { ...state, save: { kind: "saving", sent: state.draft } };
    case "saved":
      return saved(state, event.note);
    case "failed":
      return { ...state, save: { kind: "failed", error: event.error } };
    case "refused":
      return { ...state, save: { kind: "conflict", theirs: event.theirs } };
    case "arrived":
      return arrived(state, event.note);
    case "kept mine": {
      if (state.save.kind !== "conflict") return state;
      const { theirs } = state.save;
      const ids = idsIn(theirs, state.draft);
      return {
        ...state,
        version: theirs.version,
        ids,
        keys: keysOf(ids, state.keys),
        save: { kind: "changed" },
      };
    }
    case "took theirs":
      return state.save.kind === "conflict" ? replaced(state, state.save.theirs) : state;
  }
}

function saved(state: Editing, note: Note): Editing {
  if (state.save.kind !== "saving") return state;
  const ids = idsAfterSaving(state.save.sent, note);
  const save: SaveState = state.draft === state.save.sent ? { kind: "saved" } : { kind: "changed" };
  return { ...state, version: note.version, ids, keys: keysOf(ids, state.keys), save };
}

/** Another version than ours is there. Nothing that was typed is lost to it. */
function arrived(state: Editing, note: Note): Editing {
  if (note.version <= state.version || state.save.kind === "saving") return state;
  if (state.save.kind === "saved") return replaced(state, note);
  return reads(state.draft, draftOf(note).draft)
    ? replaced(state, note)
    : { ...state, save: { kind: "conflict", theirs: note } };
}

/** What was there before can be had back by undoing. */
function replaced(state: Editing, note: Note): Editing {
  const { draft, ids } = draftOf(note, state.draft);
  return {
    version: note.version,
    draft,
    ids,
    keys: keysOf(ids, state.keys),
    save: { kind: "saved" },
    past: reads(draft, state.draft) ? state.past : remembered(state, SETTLED),
  };
}

function remembered(state: Editing, what: string): Editing["past"] {
  if (what !== SETTLED && state.past.at(-1)?.what === what) return state.past;
  return [...state.past, { draft: state.draft, what }].slice(-UNDO_STEPS);
}

/** A conflict stays one until it is decided; a save on its way notices the change when it is back. */
function changed(save: SaveState): SaveState {
  return save.kind === "conflict" || save.kind === "saving" ? save : { kind: "changed" };
}

function keysOf(ids: SavedIds, before: ReadonlyMap<number, string> = new Map()): ReadonlyMap<number, string> {
  return new Map([...before, ...[...ids].map(([key, id]) => [id, key] as const)]);
}
