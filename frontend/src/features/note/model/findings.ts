/** Where on the page a finding stands: at its statement, at the end of a section, or above everything. */
import type { Evidence, Finding } from "./types";

export interface PlacedFindings {
  /** By the key of the line concerned. */
  atLine: ReadonlyMap<string, Finding[]>;
  /** By the key of the section that what is missing belongs to. */
  atSection: ReadonlyMap<string, Finding[]>;
  elsewhere: Finding[];
}

interface Lines {
  key: string;
  lines: readonly { key: string; evidence: readonly Evidence[] }[];
}

/** What was said this many utterances from what a section holds is likely about the same thing. */
const NEAR = 2;

/** `keyOf` names the line that a statement of the saved note is on the page. */
export function placeFindings(
  findings: readonly Finding[],
  sections: readonly Lines[],
  keyOf: ReadonlyMap<number, string>,
): PlacedFindings {
  const atLine = new Map<string, Finding[]>();
  const atSection = new Map<string, Finding[]>();
  const elsewhere: Finding[] = [];
  const keys = new Set(sections.flatMap((section) => section.lines.map((line) => line.key)));
  for (const finding of findings.filter((one) => one.state === "open")) {
    const line = finding.statement_id === null ? undefined : keyOf.get(finding.statement_id);
    const section = nearestSection(finding.evidence, sections, NEAR);
    if (line !== undefined && keys.has(line)) {
      push(atLine, line, finding);
    } else if (section) {
      push(atSection, section, finding);
    } else {
      elsewhere.push(finding);
    }
  }
  return { atLine, atSection, elsewhere };
}

/** The section that rests on words nearest to these; null where none is near enough. */
export function nearestSection(
  evidence: readonly Evidence[],
  sections: readonly Lines[],
  within = Infinity,
): string | null {
  let nearest: string | null = null;
  let least = within;
  for (const section of sections) {
    for (const other of section.lines.flatMap((line) => line.evidence)) {
      for (const one of evidence) {
        const distance = Math.abs(one.utterance_id - other.utterance_id);
        if (distance < least || (nearest === null && distance === least)) {
          nearest = section.key;
          least = distance;
        }
      }
    }
  }
  return nearest;
}

function push(map: Map<string, Finding[]>, key: string, finding: Finding): void {
  map.set(key, [...(map.get(key) ?? []), finding]);
}
