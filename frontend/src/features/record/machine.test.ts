// @vitest-environment node
import { describe, expect, it } from "vitest";
import {
  elapsed,
  type Happening,
  needsThePage,
  next,
  READY,
  type Recorder,
  type Running,
  safeUntil,
} from "./machine";

const after = (...happenings: Happening[]): Recorder => happenings.reduce(next, READY);
const recording = (...more: Happening[]) =>
  after({ type: "ask" }, { type: "granted", at: 1_000 }, ...more) as Running;

describe("the way through", () => {
  it("asks, records, stops and is done", () => {
    expect(after({ type: "ask" }).phase).toBe("asking");
    expect(recording().phase).toBe("recording");
    expect(recording({ type: "stop", at: 2_000 }).phase).toBe("stopping");
    expect(recording({ type: "stop", at: 2_000 }, { type: "finished" })).toEqual({ phase: "done" });
  });

  it("can be stopped while paused", () => {
    expect(recording({ type: "pause", at: 2_000 }, { type: "stop", at: 9_000 }).phase).toBe("stopping");
  });

  it("can ask again after a refusal and after a failure", () => {
    const refused = after({ type: "ask" }, { type: "refused", reason: "denied" });
    expect(refused).toEqual({ phase: "refused", reason: "denied" });
    expect(next(refused, { type: "ask" }).phase).toBe("asking");
    const failed = recording({ type: "failed", error: "why" });
    expect(failed).toEqual({ phase: "failed", error: "why" });
    expect(next(failed, { type: "ask" }).phase).toBe("asking");
  });
});

describe("what does not fit", () => {
  it.each<[string, Recorder, Happening]>([
    ["stopping what never began", READY, { type: "stop", at: 1 }],
    ["a permission nobody asked for", READY, { type: "granted", at: 1 }],
    ["a second permission", recording(), { type: "granted", at: 5_000 }],
    ["resuming what runs", recording(), { type: "resume", at: 5_000 }],
    ["pausing what stops", recording({ type: "stop", at: 2_000 }), { type: "pause", at: 3_000 }],
    ["stopping twice", recording({ type: "stop", at: 2_000 }), { type: "stop", at: 3_000 }],
    ["being done before it stopped", recording(), { type: "finished" }],
    ["hearing while paused", recording({ type: "pause", at: 2_000 }), { type: "heard", at: 3_000, level: 0 }],
  ])("%s changes nothing", (_, state, happening) => {
    expect(next(state, happening)).toBe(state);
  });
});

describe("time", () => {
  it("leaves out the pauses", () => {
    const state = recording({ type: "pause", at: 4_000 }, { type: "resume", at: 60_000 });
    expect(elapsed(state, 62_000)).toBe(5_000);
  });

  it("stands still while paused and once stopped", () => {
    expect(elapsed(recording({ type: "pause", at: 4_000 }), 99_000)).toBe(3_000);
    expect(elapsed(recording({ type: "stop", at: 4_000 }), 99_000)).toBe(3_000);
  });

  it("does not run backwards when the clock does", () => {
    expect(elapsed(recording(), 500)).toBe(0);
  });
});

describe("silence", () => {
  const quiet = (at: number): Happening => ({ type: "heard", at, level: 0.001 });
  const voice = (at: number): Happening => ({ type: "heard", at, level: 0.05 });

  it("is said after ten seconds, and no sooner", () => {
    expect(recording(quiet(2_000), quiet(11_900)).silent).toBe(false);
    expect(recording(quiet(2_000), quiet(12_000)).silent).toBe(true);
  });

  it("ends with the first sound, and begins anew", () => {
    expect(recording(quiet(2_000), quiet(12_000), voice(12_100)).silent).toBe(false);
    expect(recording(quiet(2_000), voice(11_000), quiet(11_100), quiet(20_000)).silent).toBe(false);
  });

  it("does not count pauses", () => {
    const state = recording(
      quiet(2_000),
      { type: "pause", at: 3_000 },
      { type: "resume", at: 60_000 },
      quiet(60_100),
    );
    expect(state.silent).toBe(false);
  });

  it("draws nothing anew while nothing changes", () => {
    const state = recording(voice(1_100));
    expect(next(state, voice(1_200))).toBe(state);
  });
});

describe("what is safe", () => {
  const chunks: Happening[] = [4_000, 8_000, 12_000].map((end) => ({ type: "chunk", end }));

  it("reaches to the first gap, whatever came after it", () => {
    expect(safeUntil(recording(...chunks))).toBe(0);
    expect(safeUntil(recording(...chunks, { type: "safe", number: 0 }))).toBe(4_000);
    expect(safeUntil(recording(...chunks, { type: "safe", number: 0 }, { type: "safe", number: 2 }))).toBe(
      4_000,
    );
    expect(
      safeUntil(recording(...chunks, ...[2, 0, 1].map((number): Happening => ({ type: "safe", number })))),
    ).toBe(12_000);
  });

  it("waits for the network until a chunk arrives", () => {
    const waiting = recording(...chunks, { type: "waiting", reason: "network" });
    expect(waiting.waiting).toBe("network");
    expect((next(waiting, { type: "safe", number: 0 }) as Running).waiting).toBeNull();
  });

  it("counts the last chunk, which comes after the stop", () => {
    const state = recording(
      { type: "stop", at: 6_000 },
      { type: "chunk", end: 5_000 },
      { type: "safe", number: 0 },
    );
    expect(safeUntil(state)).toBe(5_000);
  });
});

it("needs the page until its last seconds are on the device", () => {
  const stop: Happening = { type: "stop", at: 6_000 };
  const kept: Happening = { type: "kept" };
  expect(needsThePage(recording())).toBe(true);
  expect(needsThePage(recording(stop))).toBe(true);
  expect(needsThePage(recording(stop, { type: "stored", durable: false }, kept))).toBe(true);
  expect(needsThePage(recording(stop, kept))).toBe(false);
});

it("pauses by itself when the microphone goes away, and says so until it goes on", () => {
  const lost = recording({ type: "lost", at: 4_000 });
  expect([lost.phase, lost.lost]).toEqual(["paused", true]);
  const again = next(lost, { type: "resume", at: 8_000 }) as Running;
  expect([again.phase, again.lost]).toEqual(["recording", false]);
});

it("goes on from what an earlier visit left", () => {
  const state = after(
    { type: "ask" },
    { type: "granted", at: 1_000, earlier: { ends: [2_000, 4_000], safe: new Set([0]) } },
    { type: "chunk", end: 6_000 },
  ) as Running;
  expect(state.ends).toEqual([2_000, 4_000, 6_000]);
  expect(safeUntil(state)).toBe(2_000);
});

describe("what stands in the way", () => {
  it("tells a missing session from a missing network, until a chunk arrives", () => {
    const state = recording({ type: "waiting", reason: "signed_out" });
    expect(state.waiting).toBe("signed_out");
    const back = next(state, { type: "safe", number: 0 }) as Running;
    expect(back.waiting).toBeNull();
  });

  it("says that the device is full as long as it is", () => {
    const full = recording({ type: "stored", durable: false });
    expect(full.unstored).toBe(true);
    expect((next(full, { type: "stored", durable: true }) as Running).unstored).toBe(false);
  });

  it("goes on recording where the server will not have it", () => {
    const state = recording({ type: "trouble", error: "why" });
    expect([state.phase, state.trouble]).toEqual(["recording", { error: "why" }]);
  });
});
