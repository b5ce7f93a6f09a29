/** The note as text without formatting, for the hospital's record: the same shape as the server's export. */
interface SectionText {
  title: string;
  statements: readonly { text: string }[];
}

export function sectionAsText(section: SectionText): string {
  return [section.title.toUpperCase(), ...section.statements.map((statement) => statement.text)].join("\n");
}

export function noteAsText(sections: readonly SectionText[]): string {
  return sections
    .filter((section) => section.statements.length > 0)
    .map(sectionAsText)
    .join("\n\n");
}
