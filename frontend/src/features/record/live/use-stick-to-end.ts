import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR = 40; // pixels from the end that still are the end

export interface StickToEnd {
  /** There is something below that the reader has not seen. */
  unseen: boolean;
  toEnd: () => void;
}

/** Keeps the end of what grows in sight, as long as the reader is there; who reads further up stays there. */
export function useStickToEnd(place: RefObject<HTMLElement | null>, content: unknown): StickToEnd {
  const atEnd = useRef(true);
  const [unseen, setUnseen] = useState(false);

  const toEnd = useCallback(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [place]);

  useEffect(() => {
    const element = place.current;
    const look = () => {
      if (!element) return;
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      if (atEnd.current) setUnseen(false);
    };
    element?.addEventListener("scroll", look, { passive: true });
    return () => element?.removeEventListener("scroll", look);
  }, [place]);

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setUnseen(true);
  }, [content, toEnd]);

  return { unseen, toEnd };
}
