// @vitest-environment node
import { expect, it } from "vitest";
import { streamsOf } from "./streams";

const bytes = (...values: number[]) => new Uint8Array(values);
const MAGIC = [0x1a, 0x45, 0xdf, 0xa3];
/** A header as Chromium writes it, then some sound. */
const stream = (...sound: number[]) => [...MAGIC, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d, ...sound];

it("parts a file where a header begins, and only there", () => {
  const first = stream(1, 0x1a, 2);
  const second = stream(3, ...MAGIC, 4); // sound that happens to look like the beginning of one
  const sound = bytes(...first, ...second, ...new Array<number>(80).fill(0));
  const parts = streamsOf(sound);
  expect(parts.map(({ length }) => length)).toEqual([first.length, second.length + 80]);
  expect([...(parts[1] ?? [])].slice(0, second.length)).toEqual(second);
});

it("takes anything else as one", () => {
  expect(streamsOf(bytes(0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70))).toHaveLength(1);
});
