import { Tabs as Parts } from "radix-ui";
import type { ReactNode } from "react";

export interface Tab {
  key: string;
  title: string;
  content: ReactNode;
}

/** One thing at a time. Arrow keys move between them. */
export function Tabs({
  label,
  tabs,
  value,
  onValueChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onValueChange: (key: string) => void;
}) {
  return (
    <Parts.Root value={value} onValueChange={onValueChange} className="flex min-h-0 flex-1 flex-col">
      <Parts.List aria-label={label} className="flex gap-1 border-b border-line px-2">
        {tabs.map(({ key, title }) => (
          <Parts.Trigger
            key={key}
            value={key}
            className="min-h-11 border-b-2 border-transparent px-4 font-medium text-quiet data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {title}
          </Parts.Trigger>
        ))}
      </Parts.List>
      {tabs.map(({ key, content }) => (
        <Parts.Content key={key} value={key} className="min-h-0 flex-1">
          {content}
        </Parts.Content>
      ))}
    </Parts.Root>
  );
}
