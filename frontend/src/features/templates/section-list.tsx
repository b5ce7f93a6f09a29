import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { TextArea, TextField } from "@/ui/field";
import { useToast } from "@/ui/toast";
import {
  moved,
  type TemplateDraft,
  type TemplateSection,
  withNewSection,
  withoutSection,
  withSection,
} from "./model/template-draft";

/** The sections in their order. They move by buttons, which a keyboard, a thumb and a screen reader all have. */
export function SectionList({
  draft,
  onDraft,
  locked,
}: {
  draft: TemplateDraft;
  onDraft: (draft: TemplateDraft) => void;
  locked: boolean;
}) {
  const { t } = useTranslation();
  const toast = useToast();
  const [said, say] = useState("");
  const list = useRef<HTMLOListElement>(null);

  function move(section: TemplateSection, by: -1 | 1): void {
    const next = moved(draft, section.key, by);
    const place = next.sections.findIndex(({ key }) => key === section.key) + 1;
    onDraft(next);
    say(t("templates.moved", { title: section.title, place, count: next.sections.length }));
    // The button moved with its section and keeps the focus, but not at an end, where it rests.
    setTimeout(() => {
      const item = list.current?.children[place - 1];
      if (item && !item.contains(document.activeElement))
        item.querySelector<HTMLElement>("button:enabled")?.focus();
    });
  }

  return (
    <div className="flex flex-col gap-4">
      <ol ref={list} className="flex flex-col divide-y divide-line border-y border-line">
        {draft.sections.map((section, place) => (
          <li key={section.key} className="py-5">
            {locked ? (
              <ReadOnly section={section} />
            ) : (
              <div className="flex flex-col gap-3">
                <TextField
                  label={t("templates.section_title")}
                  value={section.title}
                  maxLength={200}
                  error={section.title.trim() ? null : t("templates.no_title")}
                  onChange={(event) =>
                    onDraft(withSection(draft, section.key, { title: event.target.value }))
                  }
                />
                <TextArea
                  label={t("templates.instruction")}
                  placeholder={t("templates.instruction_example")}
                  rows={2}
                  value={section.instruction}
                  maxLength={10_000}
                  onChange={(event) =>
                    onDraft(withSection(draft, section.key, { instruction: event.target.value }))
                  }
                />
                <div role="group" aria-label={section.title} className="-ml-3 flex flex-wrap gap-1">
                  <Button
                    kind="quiet"
                    className="px-3!"
                    disabled={place === 0}
                    onClick={() => move(section, -1)}
                  >
                    {t("templates.up")}
                  </Button>
                  <Button
                    kind="quiet"
                    className="px-3!"
                    disabled={place === draft.sections.length - 1}
                    onClick={() => move(section, 1)}
                  >
                    {t("templates.down")}
                  </Button>
                  <Button
                    kind="quiet"
                    className="px-3!"
                    disabled={draft.sections.length === 1}
                    onClick={() => {
                      onDraft(withoutSection(draft, section.key));
                      toast({ text: t("templates.removed"), undo: () => onDraft(draft) });
                    }}
                  >
                    {t("templates.remove")}
                  </Button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ol>
      {!locked && (
        <div>
          <Button onClick={() => onDraft(withNewSection(draft, t("templates.new_section")))}>
            {t("templates.add_section")}
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

function ReadOnly({ section }: { section: TemplateSection }) {
  return (
    <>
      <h2 className="font-semibold">{section.title}</h2>
      {section.instruction && <p className="mt-1 text-quiet">{section.instruction}</p>}
    </>
  );
}
