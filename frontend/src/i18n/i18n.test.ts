import { expect, it } from "vitest";
import en from "./en.json";
import es from "./es.json";

type Words = { [key: string]: string | Words };

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(words: Words, path = ""): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

const spanish = flat(es);
const english = flat(en);
/** Spanish has one plural form more than English, which i18next does without. */
const keys = (words: Map<string, string>) =>
  new Set([...words.keys()].map((key) => key.replace(PLURAL, "_…")));
const holes = (text: string) => [...text.matchAll(/{{\s*(\w+)[^}]*}}/g)].map((match) => match[1]).sort();

it("says in English all that it says in Spanish, and no more", () => {
  expect(keys(english)).toEqual(keys(spanish));
});

it("leaves no sentence empty", () => {
  for (const [key, text] of [...spanish, ...english]) expect(text.trim(), key).not.toBe("");
});

it("fills the same holes in both", () => {
  for (const [key, text] of spanish) {
    const other = english.get(key);
    if (other !== undefined) expect(holes(other), key).toEqual(holes(text));
  }
});

it("has every key that the code asks for", () => {
  const files = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.*"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const known = keys(spanish);
  for (const [file, text] of Object.entries(files)) {
    for (const match of text.matchAll(/\bt\(\s*"([^"]+)"/g)) {
      const key = match[1] ?? "";
      expect(known.has(key) || known.has(`${key}_…`), `${file}: ${key}`).toBe(true);
    }
  }
});

it("has no sentence that nobody says", () => {
  const text = Object.values(
    import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.*"], {
      query: "?raw",
      import: "default",
      eager: true,
    }),
  ).join("\n");
  for (const key of keys(spanish)) {
    const plain = key.replace(/_…$/, "");
    const parent = plain.slice(0, plain.lastIndexOf("."));
    const said = text.includes(`"${plain}"`) || text.includes(`\`${parent}.\${`);
    expect(said, key).toBe(true);
  }
});
