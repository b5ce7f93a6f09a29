import { type ReactNode, useEffect, useRef, useState } from "react";
import WaveSurfer from "wavesurfer.js";
import { useMediaQuery } from "@/lib/use-media-query";
import type { ClipPlayer } from "./clip-player";

/** The recording's shape, drawn over what is there until it is known. For the eye only: the slider is above it. */
export function Waveform({ player, fallback }: { player: ClipPlayer; fallback: ReactNode }) {
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);
  const dark = useMediaQuery("(prefers-color-scheme: dark)");
  useEffect(() => {
    if (!container.current) return;
    const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const surfer = WaveSurfer.create({
      container: container.current,
      media: player.audio,
      height: 36,
      waveColor: colour("--edge"),
      progressColor: colour("--accent"),
      cursorColor: colour("--accent"),
      cursorWidth: 2,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      normalize: true,
      interact: false,
    });
    surfer.on("redrawcomplete", () => setDrawn(true));
    let gone = false;
    // By the very address that the player has: by any other it would be opened anew, while it plays.
    player
      .load()
      .then(
        (url) => (gone ? undefined : surfer.load(url)),
        () => undefined, // the bar says so
      )
      .catch(() => undefined); // what a browser cannot draw it may still play
    return () => {
      gone = true;
      surfer.destroy();
    };
  }, [player, dark]);
  return (
    <div className="relative flex h-full w-full items-center">
      {!drawn && fallback}
      <div ref={container} className="absolute inset-x-0" />
    </div>
  );
}
