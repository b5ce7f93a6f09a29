import { useEffect, useRef } from "react";
import { usePageTitle } from "@/lib/use-page-title";

/** A screen reader and the next Tab begin here where one step takes the place of another. */
export function PanelTitle({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <h1 ref={heading} tabIndex={-1} className="mt-1 text-2xl font-semibold outline-none">
      {title}
    </h1>
  );
}
