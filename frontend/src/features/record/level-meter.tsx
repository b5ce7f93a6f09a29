import { useEffect, useRef } from "react";

const STILL = { transform: "scaleY(0.04)" };
const BARS = 48;
const EVERY = 80; // milliseconds
const FULL = 0.25; // a voice close to the microphone

/**
 * The last few seconds of sound, newest at the right: it shows that the voice arrives. Nothing where the level
 * is not known: what stands still would say that it does not.
 */
export function LevelMeter({ level, active }: { level: () => number | null; active: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active) return;
    const heights = new Array<number>(BARS).fill(0);
    const timer = setInterval(() => {
      const now = level();
      row.current?.classList.toggle("invisible", now === null);
      heights.shift();
      heights.push(Math.min(1, Math.sqrt((now ?? 0) / FULL))); // ears hear proportions, not sums
      heights.forEach((height, bar) => {
        const element = row.current?.children[bar];
        if (element instanceof HTMLElement) element.style.transform = `scaleY(${Math.max(0.04, height)})`;
      });
    }, EVERY);
    return () => clearInterval(timer);
  }, [level, active]);
  return (
    <div
      ref={row}
      aria-hidden
      className={`flex h-16 w-full max-w-sm items-center gap-[3px] ${active ? "" : "opacity-40"}`}
    >
      {Array.from({ length: BARS }, (_, bar) => (
        <div key={bar} className="h-full flex-1 rounded-full bg-accent" style={STILL} />
      ))}
    </div>
  );
}
