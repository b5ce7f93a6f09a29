// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ChunkQueue } from "./chunk-queue";
import { MemoryChunkStore } from "./chunk-store";

let sent: [number, string][];
let safe: number[];
let waits: number;
/** What the network answers with, one for each try; after that it takes everything. */
let refusals: unknown[];

function queue() {
  return new ChunkQueue({
    store: new MemoryChunkStore(),
    send: async (number, data) => {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      sent.push([number, await data.text()]);
    },
    mayRetry: (error) => error !== "never",
    onSafe: (number) => safe.push(number),
    onWaiting: () => (waits += 1),
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  [sent, safe, waits, refusals] = [[], [], 0, []];
});

afterEach(() => vi.useRealTimers());

it("numbers chunks from 0 and sends them in order", async () => {
  const chunks = queue();
  await Promise.all(["a", "b", "c"].map((text) => chunks.add(new Blob([text]))));
  await chunks.drained();
  expect(sent).toEqual([
    [0, "a"],
    [1, "b"],
    [2, "c"],
  ]);
  expect(safe).toEqual([0, 1, 2]);
  expect(chunks.made).toBe(3);
});

it("tries again, waiting longer each time, and loses nothing", async () => {
  refusals = ["gone", "gone", "gone"];
  const chunks = queue();
  await chunks.add(new Blob(["a"]));
  await chunks.add(new Blob(["b"]));
  await vi.advanceTimersByTimeAsync(1_000 + 2_000 + 3_900);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  await chunks.drained();
  expect(sent.map(([number]) => number)).toEqual([0, 1]);
  expect(waits).toBe(3);
});

it("does not wait once the network is back", async () => {
  refusals = ["gone"];
  const chunks = queue();
  await chunks.add(new Blob(["a"]));
  await vi.advanceTimersByTimeAsync(10);
  chunks.hurry();
  await chunks.drained();
  expect(safe).toEqual([0]);
});

it("ends with what cannot succeed later, and says it", async () => {
  refusals = ["never"];
  const chunks = queue();
  await chunks.add(new Blob(["a"]));
  await expect(chunks.drained()).rejects.toBe("never");
  await chunks.add(new Blob(["b"]));
  expect(sent).toEqual([]);
});

it("sends again what the server lost", async () => {
  const chunks = queue();
  await chunks.add(new Blob(["a"]));
  await chunks.add(new Blob(["b"]));
  await chunks.drained();
  chunks.sendAgain([1]);
  await chunks.drained();
  expect(sent.map(([number]) => number)).toEqual([0, 1, 1]);
});
