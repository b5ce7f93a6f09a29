// @vitest-environment node
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { type Bytes, elementsOf, ID, unsignedAt } from "./ebml";
import { oneStream } from "./one-stream";
import { streamsOf } from "./streams";

/** Of Firefox, interrupted once. */
const recording = new Uint8Array(
  readFileSync(resolve(import.meta.dirname, "../../../../../backend/tests/data/audio/firefox.webm")),
);

async function made(): Promise<Bytes> {
  return new Uint8Array(await oneStream(recording).arrayBuffer());
}

/** The sound itself, block by block. */
const blocks = (bytes: Bytes) =>
  [...elementsOf(bytes)]
    .filter(({ id }) => id === ID.simpleBlock)
    .map(({ body, end }) => String(bytes.subarray(body, end)));

const times = (bytes: Bytes) =>
  [...elementsOf(bytes)]
    .filter(({ id }) => id === ID.timestamp)
    .map(({ body, end }) => unsignedAt(bytes, body, end));

it("is one stream with all of the sound", async () => {
  const one = await made();
  expect(streamsOf(recording)).toHaveLength(2);
  expect(streamsOf(one)).toHaveLength(1);
  expect(blocks(one)).toEqual(streamsOf(recording).flatMap(blocks));
});

it("has times that go on", async () => {
  const fromZero = (all: number[]) => all.map((time) => time - (all[0] ?? 0));
  const [first = [], second = []] = streamsOf(recording).map(times).map(fromZero);
  expect(times(await made())).toEqual([...first, ...second.map((time) => time + 4_000)]);
});

it("says how long it is, and where its clusters lie", async () => {
  const one = await made();
  const elements = [...elementsOf(one)];
  const segment = elements.find(({ id }) => id === ID.segment)?.body ?? 0;
  const within = (wanted: number) => {
    const found = elements.find(({ id }) => id === wanted);
    return one.slice(found?.body, found?.end);
  };
  const info = within(ID.info);
  const duration = [...elementsOf(info)].find(({ id }) => id === ID.duration);
  expect(new DataView(info.buffer).getFloat64(duration?.body ?? 0)).toBe(6_480);

  const points = [...elementsOf(within(ID.cues))].map(({ end }) => end);
  const cues = within(ID.cues);
  const clusters = elements.filter(({ id }) => id === ID.cluster).map(({ begin }) => begin - segment);
  expect(points.map((end) => unsignedAt(cues, end - 8, end))).toEqual(clusters);
  const track = within(ID.simpleBlock)[0] ?? 0;
  expect(points.map((end) => 0x80 + (cues[end - 18] ?? 0))).toEqual(clusters.map(() => track));
});

it("leaves out what was cut off", async () => {
  const cut = new Uint8Array(await oneStream(recording.slice(0, -1)).arrayBuffer());
  expect(blocks(cut)).toEqual(blocks(await made()).slice(0, -1));
});

it("is made of nothing else", () => {
  expect(() => oneStream(new Uint8Array([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]))).toThrow();
});
