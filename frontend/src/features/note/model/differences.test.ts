import { describe, expect, it } from "vitest";
import { differences, isChanged, onlyChanges } from "./differences";

function note(sections: Record<string, string[]>) {
  return {
    sections: Object.entries(sections).map(([key, lines]) => ({
      key,
      title: key.toUpperCase(),
      statements: lines.map((text) => ({ text })),
    })),
  };
}

describe("what changed between two versions", () => {
  it("is nothing where nothing changed", () => {
    const same = note({ plan: ["Metformina 850 mg.", "Volver en un mes."] });
    const [section] = differences(same, same);
    expect(section && isChanged(section)).toBe(false);
  });

  it("shows the words that changed within a line", () => {
    const [section] = differences(
      note({ plan: ["Metformina 850 mg cada 12 horas."] }),
      note({ plan: ["Metformina 1000 mg cada 12 horas."] }),
    );
    expect(section?.lines).toEqual([
      {
        kind: "changed",
        pieces: [
          { kind: "kept", text: "Metformina" },
          { kind: "removed", text: "850" },
          { kind: "added", text: "1000" },
          { kind: "kept", text: "mg cada 12 horas." },
        ],
      },
    ]);
  });

  it("tells a line that came from one that went", () => {
    const [section] = differences(
      note({ plan: ["Análisis de orina.", "Volver en un mes."] }),
      note({ plan: ["Volver en un mes.", "Derivación a oftalmología."] }),
    );
    expect(section?.lines.map((line) => [line.kind, line.pieces[0]?.text])).toEqual([
      ["removed", "Análisis de orina."],
      ["kept", "Volver en un mes."],
      ["added", "Derivación a oftalmología."],
    ]);
  });

  it("keeps a section that is gone, at the end", () => {
    const changes = differences(note({ a: ["uno"], b: ["dos"] }), note({ b: ["dos"] }));
    expect(changes.map((section) => section.key)).toEqual(["b", "a"]);
    expect(changes[1]?.lines[0]?.kind).toBe("removed");
  });

  it("leaves out what is far from any change", () => {
    const changes = differences(
      note({ a: ["uno", "dos", "tres", "cuatro"], b: ["igual"] }),
      note({ a: ["uno", "dos", "tres", "cinco"], b: ["igual"] }),
    );
    const [section, ...others] = onlyChanges(changes);
    expect(others).toEqual([]);
    expect(section?.lines.map((line) => line.pieces[0]?.text)).toEqual(["tres", "cuatro", "cinco"]);
  });
});
