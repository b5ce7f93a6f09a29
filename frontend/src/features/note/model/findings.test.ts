import { expect, it } from "vitest";
import { nearestSection, placeFindings } from "./findings";
import type { Finding } from "./types";

const span = (utterance_id: number) => ({ utterance_id, first: 0, last: 1 });

function finding(id: number, more: Partial<Finding>): Finding {
  return {
    id,
    kind: "omitted",
    code: "x",
    message: "",
    quote: "",
    evidence: [],
    statement_id: null,
    span: null,
    state: "open",
    reason: "",
    ...more,
  };
}

const sections = [
  { key: "subjective", lines: [{ key: "a", evidence: [span(3), span(8)] }] },
  { key: "plan", lines: [{ key: "b", evidence: [span(20)] }] },
];

it("puts each finding where it matters", () => {
  const placed = placeFindings(
    [
      finding(1, { kind: "unsupported", statement_id: 2 }),
      finding(2, { evidence: [span(9)] }),
      finding(3, { evidence: [span(40)] }),
      finding(4, { span: [3, 9] }),
      finding(5, { statement_id: 99 }),
      finding(6, { statement_id: 2, state: "dismissed" }),
    ],
    sections,
    new Map([
      [1, "a"],
      [2, "b"],
    ]),
  );
  expect(placed.atLine.get("b")?.map((one) => one.id)).toEqual([1]);
  expect(placed.atSection.get("subjective")?.map((one) => one.id)).toEqual([2]);
  expect(placed.elsewhere.map((one) => one.id)).toEqual([3, 4, 5]);
});

it("finds the section that is about what was said", () => {
  expect(nearestSection([span(18)], sections)).toBe("plan");
  expect(nearestSection([span(500)], sections)).toBe("plan");
  expect(nearestSection([span(500)], sections, 2)).toBeNull();
  expect(nearestSection([], sections)).toBeNull();
});
