import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { problemOf } from "@/api/problem";
import { readNote } from "@/api/read-note";
import { saveNote } from "@/api/save-note";
import { keepNote } from "@/api/keep-note";
import { type Draft, editOf } from "../model/draft";
import { begin, type Editing, reduce } from "../model/editing";
import type { Note } from "../model/types";

const PAUSE = 1_000; // milliseconds after the last change until it is saved

export interface NoteEditor extends Editing {
  change: (draft: Draft, what?: string) => void;
  /** The writing of a line is over: what follows is undone apart from it. */
  settle: () => void;
  undo: () => void;
  keepMine: () => void;
  takeTheirs: () => void;
  /** Save now what is not saved yet; whether all of it is. */
  flush: () => Promise<boolean>;
}

/** The note being edited, saved by itself shortly after each change. */
export function useNoteEditor(id: string, note: Note): NoteEditor {
  const [state, dispatch] = useReducer(reduce, note, begin);
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });
  const saving = useRef<Promise<boolean> | null>(null);
  const queries = useQueryClient();

  useEffect(() => dispatch({ type: "arrived", note }), [note]);

  const save = useCallback(async (): Promise<boolean> => {
    const { version, draft, ids } = latest.current;
    dispatch({ type: "saving" });
    try {
      const saved = await saveNote(id, version, editOf(draft, ids));
      dispatch({ type: "saved", note: saved });
      keepNote(queries, id, saved);
      return true;
    } catch (error) {
      if (problemOf(error)?.code !== "edit_conflict") dispatch({ type: "failed", error });
      else
        await readNote(id).then(
          (theirs) => dispatch({ type: "refused", theirs }),
          (problem: unknown) => dispatch({ type: "failed", error: problem }),
        );
      return false;
    }
  }, [id, queries]);

  /** One at a time: a second one would go out from a version that the first is just replacing. */
  const saveAlone = useCallback((): Promise<boolean> => {
    saving.current ??= save().finally(() => (saving.current = null));
    return saving.current;
  }, [save]);

  const flush = useCallback(async (): Promise<boolean> => {
    await saving.current;
    await nextFrame(); // what it dispatched is in `latest` by then
    const { kind } = latest.current.save;
    if (kind === "saved") return true;
    return kind === "conflict" ? false : saveAlone();
  }, [saveAlone]);

  useEffect(() => {
    if (state.save.kind !== "changed") return;
    const timer = setTimeout(() => void saveAlone(), PAUSE);
    return () => clearTimeout(timer);
  }, [state.save.kind, state.draft, saveAlone]);

  useSaveWhenLeaving(latest, flush);

  return {
    ...state,
    change: useCallback((draft, what = "") => dispatch({ type: "changed", draft, what }), []),
    settle: useCallback(() => dispatch({ type: "settled" }), []),
    undo: useCallback(() => dispatch({ type: "undone" }), []),
    keepMine: useCallback(() => dispatch({ type: "kept mine" }), []),
    takeTheirs: useCallback(() => dispatch({ type: "took theirs" }), []),
    flush,
  };
}

/** Another page, another tab, the network back: nothing waits for the next change to be saved. */
function useSaveWhenLeaving(latest: { current: Editing }, flush: () => Promise<boolean>): void {
  useEffect(() => {
    const unsaved = () => latest.current.save.kind !== "saved";
    const save = () => {
      if (unsaved()) void flush();
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (unsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", save);
    return () => {
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("online", save);
      document.removeEventListener("visibilitychange", save);
      save();
    };
  }, [latest, flush]);
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
