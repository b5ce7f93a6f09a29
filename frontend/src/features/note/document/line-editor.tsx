import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Line, linesOf, newKey, withLine, without, withText } from "../model/draft";
import { elementId, focusOn, useReview } from "../review-context";

const LONGEST = 2_000;

/** Writing in place: Enter goes on with a new line, Escape and leaving end it. It is saved by itself. */
export function LineEditor({ line, section }: { line: Line; section: string }) {
  const { t } = useTranslation();
  const { editor, write, select } = useReview();
  const area = useRef<HTMLTextAreaElement>(null);
  useAutoHeight(area, line.text);

  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    select({ kind: "line", key: line.key });
    // Once, when the writing begins.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function end(): void {
    write(null);
    editor.settle();
    if (!line.text.trim()) editor.change(without(editor.draft, line.key));
  }

  function goOn(): void {
    if (!line.text.trim()) return end();
    editor.settle();
    const next = { key: newKey(), text: "", evidence: [], own: true };
    editor.change(withLine(editor.draft, section, next, line.key));
    write(next.key);
  }

  function joinWithTheOneBefore(): void {
    const lines = linesOf(editor.draft);
    const before = lines[lines.findIndex(({ key }) => key === line.key) - 1];
    editor.change(without(editor.draft, line.key));
    write(before?.key ?? null);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      end();
      setTimeout(() => focusOn(elementId.line(line.key)));
    } else if (event.key === "Enter" && !event.shiftKey) {
      goOn();
    } else if (event.key === "Backspace" && line.text === "") {
      joinWithTheOneBefore();
    } else return;
    event.preventDefault();
  }

  return (
    <textarea
      ref={area}
      rows={1}
      value={line.text}
      maxLength={LONGEST}
      aria-label={t("line.writing")}
      placeholder={t("line.new")}
      onChange={(event) =>
        editor.change(withText(editor.draft, line.key, event.target.value), `text ${line.key}`)
      }
      onKeyDown={onKeyDown}
      onBlur={end}
      className="-mx-2 block w-[calc(100%+1rem)] resize-none overflow-hidden rounded-md bg-raised px-2 py-1 text-note outline-2 outline-accent"
    />
  );
}

function useAutoHeight(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${area.current.scrollHeight}px`;
  }, [area, text]);
}
