import { expect, it } from "vitest";
import type { Schemas } from "@/api/client";
import { byDay } from "./by-day";

const at = (id: string, created_at: string) => ({ id, created_at }) as Schemas["ConsultationView"];

it("puts what began on one day, here, under that day and keeps the order", () => {
  const days = byDay([
    at("d", new Date(2026, 2, 3, 0, 5).toISOString()),
    at("c", new Date(2026, 2, 2, 23, 55).toISOString()),
    at("b", new Date(2026, 2, 2, 0, 1).toISOString()),
    at("a", new Date(2026, 1, 28, 12).toISOString()),
  ]);
  expect(days.map(({ day, items }) => [day, items.map(({ id }) => id).join("")])).toEqual([
    ["2026-03-03", "d"],
    ["2026-03-02", "cb"],
    ["2026-02-28", "a"],
  ]);
});
