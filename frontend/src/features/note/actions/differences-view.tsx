import { useTranslation } from "react-i18next";
import type { LineChange, Piece, SectionChange } from "../model/differences";

/** Lines that came, went or changed. `plain` where there is nothing to compare with. */
export function Differences({
  changes,
  plain = false,
  heading: Heading = "h3",
}: {
  changes: readonly SectionChange[];
  plain?: boolean;
  heading?: "h2" | "h3";
}) {
  return changes.map((section) => (
    <section key={section.key}>
      <Heading className="text-sm font-semibold text-quiet">{section.title}</Heading>
      <ul className="mt-1 flex flex-col gap-1">
        {section.lines.map((line, place) => (
          <li key={place}>
            {plain ? line.pieces.map(({ text }) => text).join(" ") : <ChangedLine line={line} />}
          </li>
        ))}
      </ul>
    </section>
  ));
}

function ChangedLine({ line }: { line: LineChange }) {
  return line.pieces.map((piece, place) => (
    <span key={place}>
      {place > 0 && " "}
      <ChangedPiece piece={piece} />
    </span>
  ));
}

/** Told by underline and strike as well as by colour, and in words to who hears it. */
function ChangedPiece({ piece }: { piece: Piece }) {
  const { t } = useTranslation();
  if (piece.kind === "kept") return piece.text;
  const added = piece.kind === "added";
  const Tag = added ? "ins" : "del";
  return (
    <Tag className={added ? "bg-accent-soft underline decoration-accent" : "text-quiet line-through"}>
      <span className="sr-only">{added ? t("history.added") : t("history.removed")} </span>
      {piece.text}
    </Tag>
  );
}
