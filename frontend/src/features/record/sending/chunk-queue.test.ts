// @vitest-environment node
import { beforeEach, expect, it } from "vitest";
import { ChunkQueue } from "./chunk-queue";

/** Those on their way, and how each is let through or refused. */
let onTheWay: Map<number, { arrive: () => void; fail: (error: unknown) => void }>;
let begun: number[];
let safe: number[];

function queue() {
  return new ChunkQueue({
    send: (number) => {
      begun.push(number);
      return new Promise<void>((arrive, fail) => onTheWay.set(number, { arrive, fail }));
    },
    onSafe: (number) => safe.push(number),
  });
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const arrive = async (...numbers: number[]) => {
  for (const number of numbers) onTheWay.get(number)?.arrive();
  await settled();
};

beforeEach(() => {
  onTheWay = new Map();
  [begun, safe] = [[], []];
});

it("sends a few at once, and of those that wait the first one next", async () => {
  const chunks = queue();
  chunks.add(5, 6, 7);
  chunks.add(9, 8, 2);
  expect(begun).toEqual([5, 6, 7]);
  await arrive(7);
  expect(begun).toEqual([5, 6, 7, 2]);
  await arrive(5, 6, 2);
  expect(begun).toEqual([5, 6, 7, 2, 8, 9]);
  expect(safe).toEqual([7, 5, 6, 2]);
});

it("is drained when the last one has arrived", async () => {
  const chunks = queue();
  let drained = false;
  chunks.add(0, 1);
  const waiting = chunks.drained().then(() => (drained = true));
  await arrive(1);
  expect(drained).toBe(false);
  await arrive(0);
  await waiting;
  await chunks.drained(); // and stays so
});

it("sends again what is asked for again", async () => {
  const chunks = queue();
  chunks.add(0, 1);
  await arrive(0, 1);
  chunks.add(1);
  await arrive(1);
  await chunks.drained();
  expect(begun).toEqual([0, 1, 1]);
});

it("ends with what cannot succeed, says it, and sends no more", async () => {
  const chunks = queue();
  chunks.add(0, 1, 2, 3);
  onTheWay.get(1)?.fail("never");
  await expect(chunks.drained()).rejects.toBe("never");
  await arrive(0, 2);
  chunks.add(4);
  expect(begun).toEqual([0, 1, 2]);
});
