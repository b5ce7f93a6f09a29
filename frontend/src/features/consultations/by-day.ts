import type { Schemas } from "@/api/client";
import { isoDay } from "@/lib/format";

export interface Day {
  /** `2026-03-02`, in the reader's zone. */
  day: string;
  items: Schemas["ConsultationView"][];
}

/** Consultations that follow each other, by the day on which they began. */
export function byDay(items: readonly Schemas["ConsultationView"][]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const day = isoDay(item.created_at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
