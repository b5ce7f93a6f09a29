import { createContext, type MouseEvent, useContext } from "react";
import type { ClipPlayer } from "./player/clip-player";
import type { NoteEditor } from "./edit/use-note-editor";
import type { Evidence, Utterance } from "./model/types";

/** What is pointed at: a line shows its words, an utterance its lines, a finding what it is about. */
export type Pointed =
  | { kind: "line"; key: string }
  | { kind: "utterance"; id: number }
  | { kind: "finding"; id: number; evidence: readonly Evidence[] };

export function isSame(a: Pointed | null, b: Pointed | null): boolean {
  return nameOf(a) === nameOf(b);
}

function nameOf(pointed: Pointed | null): string {
  if (!pointed) return "";
  return `${pointed.kind} ${pointed.kind === "line" ? pointed.key : pointed.id}`;
}

export interface Review {
  consultationId: string;
  editor: NoteEditor;
  player: ClipPlayer;
  utterances: readonly Utterance[];
  byId: ReadonlyMap<number, Utterance>;
  /** Nothing can be changed: signed, or being written. */
  locked: boolean;
  selected: Pointed | null;
  /** What the pointer is on, else what is selected. */
  shown: Pointed | null;
  select: (pointed: Pointed | null) => void;
  /** For `onMouseMove`: what moves under a pointer that rests is not pointed at. */
  point: (event: MouseEvent, pointed: Pointed) => void;
  pointAway: () => void;
  /** The line that is being written. */
  writing: string | null;
  write: (key: string | null) => void;
  /** Transcript and note are in sight together; else one shows the other only when asked. */
  sideBySide: boolean;
  goTo: (side: "note" | "transcript", pointed: Pointed) => void;
}

export const ReviewContext = createContext<Review | null>(null);

export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (!review) throw new Error("outside a review");
  return review;
}

/** The page's elements, for moving the focus to them. */
export const elementId = {
  line: (key: string) => `line-${key}`,
  utterance: (id: number) => `utterance-${id}`,
  finding: (id: number) => `finding-${id}`,
};

export function focusOn(id: string): void {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest", behavior: "smooth" });
}
