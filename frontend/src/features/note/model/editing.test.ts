import { describe, expect, it } from "vitest";
import { editOf, linesOf, newKey, withLine, without, withText } from "./draft";
import { begin, type Editing, reduce } from "./editing";
import type { Note } from "./types";

let ids = 0;

/** A saved note whose statements have new ids, as every version's do. */
function note(version: number, sections: Record<string, string[]>): Note {
  return {
    consultation_id: "c",
    version,
    origin: "engine",
    engine: "extractive",
    notice: null,
    template: "soap",
    instruction: "",
    unfollowed: [],
    sections: Object.entries(sections).map(([key, lines]) => ({
      key,
      title: key,
      statements: lines.map((text) => ({
        id: ++ids,
        text,
        evidence: [{ utterance_id: ids, first: 0, last: 1 }],
        origin: "engine",
      })),
    })),
    open_findings: 0,
    stale: false,
    created_at: "2026-03-02T09:00:00Z",
    signed_at: null,
    signed_by: null,
  };
}

const key = (state: Editing, place: number) => linesOf(state.draft)[place]?.key ?? "";
const texts = (state: Editing) => linesOf(state.draft).map((line) => line.text);

function typed(state: Editing, place: number, text: string): Editing {
  const which = key(state, place);
  return reduce(state, { type: "changed", draft: withText(state.draft, which, text), what: `text ${which}` });
}

describe("an edit", () => {
  it("is saved with the names that the server gave, and finds its lines again", () => {
    let state = typed(begin(note(1, { plan: ["uno", "dos"] })), 0, "uno y medio");
    const line = {
      key: newKey(),
      text: "tres",
      evidence: [{ utterance_id: 7, first: 1, last: 2 }],
      own: true,
    };
    state = reduce(state, { type: "changed", draft: withLine(state.draft, "plan", line), what: "" });
    const [edit] = editOf(state.draft, state.ids).sections;
    expect(edit?.statements.map(({ id, text }) => [typeof id, text])).toEqual([
      ["number", "uno y medio"],
      ["number", "dos"],
      ["undefined", "tres"],
    ]);
    expect(edit?.statements[2]?.evidence).toEqual(line.evidence);

    const before = linesOf(state.draft).map((one) => one.key);
    state = reduce(reduce(state, { type: "saving" }), {
      type: "saved",
      note: note(2, { plan: ["uno y medio", "dos", "tres"] }),
    });
    expect(state.save.kind).toBe("saved");
    expect(linesOf(state.draft).map((one) => one.key)).toEqual(before);
    expect(state.ids.get(line.key)).toBe(ids);
    expect(state.keys.get(ids)).toBe(line.key);
  });

  it("that goes on while it is being saved is not lost", () => {
    let state = reduce(typed(begin(note(1, { plan: ["a"] })), 0, "ab"), { type: "saving" });
    state = typed(state, 0, "abc");
    state = reduce(state, { type: "saved", note: note(2, { plan: ["ab"] }) });
    expect([state.save.kind, state.version, texts(state)]).toEqual(["changed", 2, ["abc"]]);
  });

  it("leaves out lines that were emptied", () => {
    const state = typed(begin(note(1, { plan: ["a", "b"] })), 0, "  ");
    expect(editOf(state.draft, state.ids).sections[0]?.statements.map((one) => one.text)).toEqual(["b"]);
  });
});

describe("undoing", () => {
  it("takes back the writing of one line at once, and what came before it apart", () => {
    let state = typed(typed(begin(note(1, { plan: ["a", "b"] })), 0, "ax"), 0, "axy");
    state = reduce(state, { type: "settled" });
    state = typed(state, 0, "axyz");
    state = reduce(state, { type: "undone" });
    expect(texts(state)).toEqual(["axy", "b"]);
    state = reduce(state, { type: "undone" });
    expect(texts(state)).toEqual(["a", "b"]);
    expect(reduce(state, { type: "undone" })).toBe(state);
  });

  it("brings a removed line back with its evidence, also after saving", () => {
    let state = begin(note(1, { plan: ["a", "b"] }));
    const evidence = linesOf(state.draft)[0]?.evidence;
    state = reduce(state, { type: "changed", draft: without(state.draft, key(state, 0)), what: "" });
    state = reduce(reduce(state, { type: "saving" }), { type: "saved", note: note(2, { plan: ["b"] }) });
    state = reduce(state, { type: "undone" });
    const back = editOf(state.draft, state.ids).sections[0]?.statements[0];
    expect(back).toEqual({ text: "a", evidence });
    expect(state.save.kind).toBe("changed");
  });
});

describe("somebody else’s version", () => {
  it("is shown where nothing was typed, and can be undone", () => {
    let state = reduce(begin(note(1, { plan: ["a"] })), { type: "arrived", note: note(2, { plan: ["z"] }) });
    expect([texts(state), state.version, state.save.kind]).toEqual([["z"], 2, "saved"]);
    state = reduce(state, { type: "undone" });
    expect(texts(state)).toEqual(["a"]);
  });

  it("does not overwrite what is being typed: the clinician decides", () => {
    const theirs = note(2, { plan: ["theirs"] });
    const state = reduce(typed(begin(note(1, { plan: ["a"] })), 0, "mine"), {
      type: "arrived",
      note: theirs,
    });
    expect([state.save.kind, texts(state)]).toEqual(["conflict", ["mine"]]);
    const mine = reduce(state, { type: "kept mine" });
    expect([mine.save.kind, mine.version, texts(mine)]).toEqual(["changed", 2, ["mine"]]);
    expect(editOf(mine.draft, mine.ids).sections[0]?.statements[0]).not.toHaveProperty("id");
    const other = reduce(state, { type: "took theirs" });
    expect([other.save.kind, texts(other)]).toEqual(["saved", ["theirs"]]);
    expect(texts(reduce(other, { type: "undone" }))).toEqual(["mine"]);
  });

  it("is ours when the event of our own saving comes back", () => {
    let state = reduce(typed(begin(note(1, { plan: ["a"] })), 0, "b"), { type: "saving" });
    const ours = note(2, { plan: ["b"] });
    state = reduce(state, { type: "arrived", note: ours });
    expect(state.save.kind).toBe("saving");
    state = reduce(state, { type: "saved", note: ours });
    expect(reduce(state, { type: "arrived", note: ours })).toBe(state);
  });

  it("keeps the names of lines that read the same, so that the place is not lost", () => {
    const state = begin(note(1, { plan: ["a", "b"] }));
    const after = reduce(state, { type: "arrived", note: note(2, { plan: ["x", "b"] }) });
    expect(key(after, 1)).toBe(key(state, 1));
  });
});
