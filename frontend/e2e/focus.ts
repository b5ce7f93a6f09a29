/** Where the keyboard is, as somebody without a pointer sees it. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** The name of what has the focus, and whether one sees that it has. */
export function focused(page: Page): Promise<{ name: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const around = element.matches("input[type=radio]") ? (element.closest("label") ?? element) : element;
    const name =
      element.getAttribute("aria-label") ?? element.closest("label")?.textContent ?? element.innerText;
    return { name: name.trim(), seen: getComputedStyle(around).outlineStyle !== "none" };
  });
}

/** Tab as often as it takes. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs += 1) {
    const now = await focused(page);
    if (typeof name === "string" ? now.name === name : name.test(now.name)) {
      expect(now.seen, `${String(name)} shows that it has the focus`).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  expect.fail(`Tab never reaches ${String(name)}`);
}
