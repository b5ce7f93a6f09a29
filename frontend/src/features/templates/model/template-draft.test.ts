import { expect, it } from "vitest";
import { isComplete, moved, withNewSection, withSection, type TemplateDraft } from "./template-draft";

const section = (key: string, title = key) => ({ key, title, instruction: "", topics: ["illness" as const] });
const draft: TemplateDraft = { title: "Breve", sections: [section("a"), section("b"), section("c")] };
const keys = (one: TemplateDraft) => one.sections.map(({ key }) => key).join("");

it("moves a section by one place and not past the ends", () => {
  expect(keys(moved(draft, "b", -1))).toBe("bac");
  expect(keys(moved(draft, "b", 1))).toBe("acb");
  expect(moved(draft, "a", -1)).toBe(draft);
  expect(moved(draft, "c", 1)).toBe(draft);
});

it("gives a new section a key that is not taken", () => {
  const twice = withNewSection(
    withNewSection({ ...draft, sections: [section("section-2")] }, "Plan"),
    "Otra",
  );
  expect(new Set(twice.sections.map(({ key }) => key)).size).toBe(3);
});

it("lets title and instruction say what belongs in a section that was renamed", () => {
  expect(withSection(draft, "a", { title: "Alergias" }).sections[0]?.topics).toEqual([]);
  expect(withSection(draft, "a", { instruction: "Breve." }).sections[0]?.topics).toEqual(["illness"]);
});

it("is complete with titles everywhere", () => {
  expect(isComplete(draft)).toBe(true);
  expect(isComplete({ ...draft, title: " " })).toBe(false);
  expect(isComplete(withSection(draft, "b", { title: "" }))).toBe(false);
  expect(isComplete({ ...draft, sections: [] })).toBe(false);
});
