import type { TFunction } from "i18next";
import { isoDay, longDay, shortDay } from "@/lib/format";

const DAY = 24 * 3_600_000;

/** `hoy`, `ayer`, `lunes, 2 de marzo`, and with its year where it is another one. */
export function dayTitle(day: string, language: string, t: TFunction, now = new Date()): string {
  if (day === isoDay(now)) return t("list.today");
  if (day === isoDay(new Date(now.getTime() - DAY))) return t("list.yesterday");
  const noon = `${day}T12:00`;
  return day.slice(0, 4) === isoDay(now).slice(0, 4) ? longDay(noon, language) : shortDay(noon, language);
}
