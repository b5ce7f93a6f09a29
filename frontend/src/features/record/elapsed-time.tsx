import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "@/lib/format";
import { elapsed, type Running } from "./machine";

const EVERY = 250; // milliseconds

export function ElapsedTime({ state }: { state: Running }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (state.since === null) return;
    const timer = setInterval(() => setNow(Date.now()), EVERY);
    return () => clearInterval(timer);
  }, [state.since]);
  return (
    <p role="timer" aria-label={t("record.elapsed")} className="text-6xl font-light tracking-tight">
      {clock(elapsed(state, now) / 1000)}
    </p>
  );
}
