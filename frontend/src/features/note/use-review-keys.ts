import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "@/lib/shortcuts/use-shortcut";
import { linesOf } from "./model/draft";
import { clipsOf } from "./model/evidence";
import { elementId, focusOn, useReview } from "./review-context";

/** The keys of the review: all that they do has a button as well. */
export function useReviewKeys({
  onRegenerate,
  onSign,
}: {
  onRegenerate: (section: string | null) => void;
  onSign: () => void;
}): void {
  const { t } = useTranslation();
  const { editor, selected, write, player, byId, locked } = useReview();
  const lines = linesOf(editor.draft);
  const place = selected?.kind === "line" ? lines.findIndex(({ key }) => key === selected.key) : -1;
  const line = lines[place];

  function move(to: number): void {
    const next = lines[Math.max(0, Math.min(lines.length - 1, to))];
    if (next) focusOn(elementId.line(next.key));
  }

  useShortcut("j", t("keys.next"), () => move(place + 1));
  useShortcut("k", t("keys.previous"), () => move(place - 1));
  useShortcut(" ", t("keys.play"), () => {
    const clips = clipsOf(line?.evidence ?? [], byId);
    if (clips.length > 0) player.playClips(clips);
    else player.toggle();
  });
  useShortcut("e", t("keys.edit"), () => line && write(line.key), !locked);
  useShortcut(
    "g",
    t("keys.regenerate"),
    () => onRegenerate(editor.draft.find((section) => line && section.lines.includes(line))?.key ?? null),
    !locked,
  );
  useShortcut("s", t("keys.sign"), onSign, !locked);
  useUndoKey(editor.undo, !locked);
}

/** Ctrl+Z or ⌘Z outside a field, which has an undo of its own. */
function useUndoKey(undo: () => void, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [undo, active]);
}
