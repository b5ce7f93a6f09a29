import { expect, it } from "vitest";
import { sittings } from "./history";
import type { Version } from "./types";

function version(number: number, minute: number, more: Partial<Version> = {}): Version {
  const created_at = new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
  return { version: number, origin: "clinician", template: "soap", created_at, signed_at: null, ...more };
}

it("shows one line for the edits of one sitting", () => {
  const versions = [
    version(6, 40, { signed_at: "2026-03-02T09:40:00Z" }),
    version(5, 39),
    version(4, 12),
    version(3, 6),
    version(2, 1),
    version(1, 0, { origin: "engine" }),
  ];
  expect(sittings(versions).map((one) => one.version)).toEqual([6, 5, 4, 1]);
});
