import { useEffect, useRef, useState } from "react";

const EVERY = 10_000; // milliseconds; a consultation read out word by word would be a second conversation

/** The newest of `text` for a screen reader, now and then. */
export function useAnnouncement(text: string): string {
  const [said, setSaid] = useState("");
  const last = useRef(-EVERY);
  useEffect(() => {
    if (text === "") return;
    const wait = Math.max(0, last.current + EVERY - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
