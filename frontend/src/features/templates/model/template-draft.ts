/** A template while it is being changed. Sections have names of their own, so that they can move. */
import type { Schemas } from "@/api/client";

export type Template = Schemas["TemplateView"];
export type TemplateSection = Template["sections"][number];

export interface TemplateDraft {
  title: string;
  sections: readonly TemplateSection[];
}

export function draftOf({ title, sections }: Template): TemplateDraft {
  return { title, sections };
}

export function isSame(a: TemplateDraft, b: TemplateDraft): boolean {
  return JSON.stringify([a.title, a.sections]) === JSON.stringify([b.title, b.sections]);
}

/** What the server takes: titles without blanks around them, and none empty. */
export function isComplete({ title, sections }: TemplateDraft): boolean {
  return (
    title.trim() !== "" && sections.length > 0 && sections.every((section) => section.title.trim() !== "")
  );
}

export function withSection(
  draft: TemplateDraft,
  key: string,
  change: Partial<TemplateSection>,
): TemplateDraft {
  return {
    ...draft,
    sections: draft.sections.map((section) => (section.key === key ? renewed(section, change) : section)),
  };
}

/** One place up or down; at the end it stays. */
export function moved(draft: TemplateDraft, key: string, by: -1 | 1): TemplateDraft {
  const from = draft.sections.findIndex((section) => section.key === key);
  const to = from + by;
  const section = draft.sections[from];
  if (!section || to < 0 || to >= draft.sections.length) return draft;
  const sections = draft.sections.filter((one) => one !== section);
  sections.splice(to, 0, section);
  return { ...draft, sections };
}

export function withNewSection(draft: TemplateDraft, title: string): TemplateDraft {
  const taken = new Set(draft.sections.map((section) => section.key));
  let number = draft.sections.length + 1;
  while (taken.has(`section-${number}`)) number += 1;
  return {
    ...draft,
    sections: [...draft.sections, { key: `section-${number}`, title, instruction: "", topics: [] }],
  };
}

export function withoutSection(draft: TemplateDraft, key: string): TemplateDraft {
  return { ...draft, sections: draft.sections.filter((section) => section.key !== key) };
}

/**
 * The topics of a built-in section say what belongs there. Its copy with another title is about something
 * else: then title and instruction say it.
 */
function renewed(section: TemplateSection, change: Partial<TemplateSection>): TemplateSection {
  const isRenamed = change.title !== undefined && change.title.trim() !== section.title.trim();
  return { ...section, ...change, ...(isRenamed && { topics: [] }) };
}
