import { renderHook, act } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { forgetHeard, hear, useHeard } from "./transcript";

const said = (id: number, text: string, speaker = "patient") => ({
  id,
  speaker,
  text,
  start: id,
  end: id + 1,
});
const tell = (data: Record<string, unknown>) => act(() => hear("c", "utterances", data));

beforeEach(() => forgetHeard("c"));

it("grows, and replaces by id: text and speaker put right stay in their place", () => {
  const { result } = renderHook(() => useHeard("c"));
  tell({ piece: 0, final: true, utterances: [said(0, "Buenos días"), said(1, "Me duele")] });
  tell({ piece: 1, final: true, utterances: [said(2, "¿Desde cuándo?")] });
  tell({ piece: 1, final: true, utterances: [said(0, "Buenos días", "clinician")] });
  expect([...result.current.final.values()].map(({ id, speaker }) => [id, speaker])).toEqual([
    [0, "clinician"],
    [1, "patient"],
    [2, "patient"],
  ]);
});

it("knows how many there are, also when they have become fewer", () => {
  const { result } = renderHook(() => useHeard("c"));
  tell({ piece: 0, final: true, first: 0, count: 3, utterances: [said(0, "a"), said(1, "b"), said(2, "c")] });
  tell({ piece: 1, final: true, first: 0, count: 2, utterances: [said(0, "a b"), said(1, "c")] });
  tell({ final: false, utterances: [said(2, "d")] });
  expect(result.current.count).toBe(2);
});

it("keeps what may change apart, until the final words come", () => {
  const { result } = renderHook(() => useHeard("c"));
  tell({ final: false, utterances: [said(0, "Buenos")] });
  tell({ final: false, utterances: [said(0, "Buenos días doc")] });
  expect(result.current.interim.map(({ text }) => text)).toEqual(["Buenos días doc"]);
  expect(result.current.final.size).toBe(0);
  tell({ final: true, utterances: [said(0, "Buenos días, doctora.")] });
  expect(result.current.interim).toEqual([]);
});

it("says how far behind it is until it has caught up", () => {
  const { result } = renderHook(() => useHeard("c"));
  act(() => hear("c", "behind", { seconds: 21 }));
  expect(result.current.behind).toBe(21);
  act(() => hear("c", "behind", { seconds: 0 }));
  expect(result.current.behind).toBe(0);
});

it("leaves out what is not an utterance, and hears nothing of another consultation", () => {
  const { result } = renderHook(() => useHeard("c"));
  tell({ final: true, utterances: [null, { id: 1 }, { ...said(1, "x"), speaker: "nobody" }] });
  act(() => hear("other", "utterances", { final: true, utterances: [said(0, "x")] }));
  expect(result.current.final.size).toBe(0);
});
