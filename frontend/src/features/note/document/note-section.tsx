import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { type DraftSection, newKey, withLine } from "../model/draft";
import type { Finding } from "../model/types";
import { sectionAsText } from "../model/plain-text";
import { useReview } from "../review-context";
import { FindingMark } from "./finding-mark";
import { NoteLine } from "./note-line";
import { useCopy } from "./use-copy";

const ADDENDUM = "addendum";

export function NoteSection({
  section,
  atLine,
  atEnd,
  onRegenerate,
}: {
  section: DraftSection;
  atLine: ReadonlyMap<string, Finding[]>;
  atEnd: readonly Finding[];
  onRegenerate: () => void;
}) {
  const { t } = useTranslation();
  const { editor, locked, write } = useReview();
  const copy = useCopy();
  const heading = `section-${section.key}`;

  function add(): void {
    const line = { key: newKey(), text: "", evidence: [], own: true };
    editor.change(withLine(editor.draft, section.key, line));
    write(line.key);
  }

  const items = [
    {
      label: t("section.copy"),
      onSelect: () =>
        copy(sectionAsText({ title: section.title, statements: section.lines }), t("section.copied")),
      disabled: section.lines.length === 0,
    },
    ...(locked
      ? []
      : [
          { label: t("section.add"), onSelect: add },
          ...(section.key === ADDENDUM ? [] : [{ label: t("section.regenerate"), onSelect: onRegenerate }]),
        ]),
  ];

  return (
    <section aria-labelledby={heading} data-section={section.key}>
      <div className="flex items-center justify-between gap-4">
        <h2 id={heading} className="text-sm font-semibold tracking-wide text-quiet">
          {section.title}
        </h2>
        <Menu items={items}>
          <Button
            kind="quiet"
            className="-my-1 -mr-3 px-3! text-sm! text-quiet! hover:text-accent!"
            aria-label={t("section.options_of", { title: section.title })}
          >
            {t("section.options")}
          </Button>
        </Menu>
      </div>
      {section.lines.length > 0 ? (
        <ul className="flex flex-col text-note">
          {section.lines.map((line) => (
            <NoteLine
              key={line.key}
              line={line}
              section={section.key}
              findings={atLine.get(line.key) ?? []}
            />
          ))}
        </ul>
      ) : (
        <p className="text-note text-quiet">{t("section.empty")}</p>
      )}
      {atEnd.length > 0 && (
        <div className="mt-3 flex flex-col gap-4">
          {atEnd.map((finding) => (
            <FindingMark key={finding.id} finding={finding} section={section.key} />
          ))}
        </div>
      )}
    </section>
  );
}
