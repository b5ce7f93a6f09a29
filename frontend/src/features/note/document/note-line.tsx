import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Line } from "../model/draft";
import type { Finding } from "../model/types";
import { elementId, useReview } from "../review-context";
import { FindingMark } from "./finding-mark";
import { LineActions } from "./line-actions";
import { LineEditor } from "./line-editor";
import { useRestingLines } from "./use-resting-lines";

/** One sentence of the note. It has no decoration until it is touched. */
export function NoteLine({
  line,
  section,
  findings,
}: {
  line: Line;
  section: string;
  findings: readonly Finding[];
}) {
  const { t } = useTranslation();
  const { selected, shown, select, point, pointAway, locked, writing, write } = useReview();
  const rests = useRestingLines().has(line.key);
  const me = { kind: "line", key: line.key } as const;
  const isMe = (pointed: typeof shown) => pointed?.kind === "line" && pointed.key === line.key;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || locked || event.target !== event.currentTarget) return;
    event.preventDefault();
    write(line.key);
  }

  if (writing === line.key)
    return (
      <li>
        <LineEditor line={line} section={section} />
      </li>
    );
  return (
    <li className={findings.length > 0 ? "-ml-4 border-l-2 border-amber-mark pl-3.5" : ""}>
      <p
        id={elementId.line(line.key)}
        tabIndex={0}
        aria-describedby="line-keys"
        data-line={line.key}
        data-rests={rests || undefined}
        onFocus={() => select(me)}
        onMouseMove={(event) => point(event, me)}
        onMouseLeave={pointAway}
        onKeyDown={onKeyDown}
        onDoubleClick={() => {
          if (!locked) write(line.key);
        }}
        className={`-mx-2 rounded-md px-2 py-1 transition-colors duration-150 ${isMe(shown) || rests ? "bg-accent-soft" : ""}`}
      >
        {line.text || <span className="text-quiet">{t("line.empty")}</span>}
      </p>
      {isMe(selected) && <LineActions line={line} />}
      {findings.map((finding) => (
        <FindingMark key={finding.id} finding={finding} section={section} line={line} />
      ))}
    </li>
  );
}
