import { expect, it } from "vitest";
import type { HeardUtterance } from "@/lib/live/transcript";
import { rowsOf } from "./rows";

const said = (id: number, speaker: HeardUtterance["speaker"], text = `${id}`): HeardUtterance => ({
  id,
  speaker,
  text,
  start: id,
  end: id + 1,
});
const heard = (final: HeardUtterance[], interim: HeardUtterance[] = [], count = Infinity) => ({
  final: new Map(final.map((one) => [one.id, one])),
  count,
  interim,
  behind: 0,
});

it("puts what was read and what came since in the order in which it was said, the newer in its place", () => {
  const rows = rowsOf(
    [said(0, "patient"), said(1, "patient", "old")],
    heard([said(2, "clinician"), said(1, "clinician", "new")]),
  );
  expect(rows.map(({ text, speaker }) => [text, speaker])).toEqual([
    ["0", "patient"],
    ["new", "clinician"],
    ["2", "clinician"],
  ]);
});

it("names who speaks where that changes, and what may still change last", () => {
  const rows = rowsOf(
    [],
    heard([said(0, "patient"), said(1, "patient")], [said(2, "clinician"), said(3, "clinician", " ")]),
  );
  expect(rows.map(({ newSpeaker, provisional }) => [newSpeaker, provisional])).toEqual([
    [true, false],
    [false, false],
    [true, true],
  ]);
});

it("leaves out what is no longer there once speakers were put right, wherever it came from", () => {
  const rows = rowsOf(
    [said(0, "patient"), said(1, "clinician"), said(2, "patient"), said(3, "patient")],
    heard([said(0, "patient", "0 1"), said(1, "patient", "2"), said(2, "patient")], [], 2),
  );
  expect(rows.map(({ text }) => text)).toEqual(["0 1", "2"]);
});
