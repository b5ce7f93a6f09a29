/** The keys that do something now. A part of the page adds its own while it is there; `?` lists them. */
import { Listeners } from "@/api/listeners";

export interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

const stack: Shortcut[] = [];
const listeners = new Listeners();
let shown: readonly Shortcut[] = [];

export function add(shortcut: Shortcut): () => void {
  stack.push(shortcut);
  changed();
  return () => {
    stack.splice(stack.indexOf(shortcut), 1);
    changed();
  };
}

/** One a key: the newest, which is the one that works. */
export function active(): readonly Shortcut[] {
  return shown;
}

export const onChange = listeners.add;

/** For the window. Keys belong to fields while one writes, and to dialogs while one is open. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const target = event.target instanceof Element ? event.target : null;
  if (
    target?.closest(
      "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu]",
    )
  )
    return;
  if (
    event.key === " " &&
    target?.closest("button, a, summary, [role=button], [role=tab], [role=radio], input")
  )
    return;
  const shortcut = shown.find(({ key }) => key === event.key);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

function changed(): void {
  shown = [...new Map(stack.map((shortcut) => [shortcut.key, shortcut])).values()];
  listeners.tell();
}
