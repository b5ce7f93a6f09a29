// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Pauses, retrying } from "./retrying";

let tries: number;
let waited: unknown[];
let pauses: Pauses;
let leaving: AbortController;

/** Fails with each of these, then succeeds. */
function start(...failures: unknown[]) {
  return retrying(
    () => {
      tries += 1;
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve("there") : Promise.reject(failure);
    },
    {
      mayRetry: (error) => error !== "never",
      onWaiting: (error) => waited.push(error),
      pauses,
      signal: leaving.signal,
    },
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  [tries, waited, pauses, leaving] = [0, [], new Pauses(), new AbortController()];
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it("waits longer each time, up to a limit", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  const result = start("a", "b", "c", "d", "e", "f");
  for (const [place, wait] of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000].entries()) {
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(tries).toBe(place + 1);
    await vi.advanceTimersByTimeAsync(1);
  }
  await expect(result).resolves.toBe("there");
  expect(waited).toEqual(["a", "b", "c", "d", "e", "f"]);
});

it("spreads the tries: half the wait is chance", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const result = start("a");
  await vi.advanceTimersByTimeAsync(500);
  await expect(result).resolves.toBe("there");
});

it("does not wait once there is reason to hope", async () => {
  const result = start("a");
  await vi.advanceTimersByTimeAsync(0);
  pauses.end();
  await expect(result).resolves.toBe("there");
});

it("throws what cannot succeed later, at once", async () => {
  await expect(start("never")).rejects.toBe("never");
  expect([tries, waited]).toEqual([1, []]);
});

it("stops when it is told to, even while it waits", async () => {
  const result = start("a", "b");
  result.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  leaving.abort();
  await expect(result).rejects.toThrow();
  expect(tries).toBe(1);
});
