import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clock, shortDay, timeOfDay } from "@/lib/format";
import type { Consultation } from "./model/types";

/** Which consultation this is: its label, when, how long, and in which state. `children` stand at its right. */
export function NoteHeading({
  consultation,
  label,
  children,
}: {
  consultation: Consultation;
  label: string;
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const { created_at, seconds, status } = consultation;
  const facts = [
    `${shortDay(created_at, i18n.language)}, ${timeOfDay(created_at, i18n.language)}`,
    ...(seconds === null ? [] : [clock(seconds)]),
    t(`status.${status}`),
  ];
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold break-words">{label}</h1>
        <p className="text-sm text-quiet">{facts.join(" · ")}</p>
      </div>
      {children}
    </header>
  );
}
