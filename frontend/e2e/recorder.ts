/** What a clinician does on the page that records, from consent to the note. */
import type { Page } from "playwright-core";

export const agree = (page: Page) => page.getByLabel("Verbal").check();
export const start = (page: Page) => page.getByRole("button", { name: "Empezar a grabar" }).click();
export const finish = (page: Page) => page.getByRole("button", { name: "Terminar" }).click();

export async function record(page: Page): Promise<void> {
  await agree(page);
  await start(page);
  await page.getByText("Grabando", { exact: true }).waitFor();
}

/** Until the server has the first seconds, so many of them. */
export function safe(page: Page, seconds: number): Promise<void> {
  return page.getByText(new RegExp(`el servidor hasta 00:(0[${seconds}-9]|[1-5]\\d)`)).waitFor();
}

/** The consultation's id, once its page is there. */
export async function atTheNote(page: Page): Promise<string> {
  await page.waitForURL("**/consultations/*", { timeout: 30_000 });
  return page.url().split("/").at(-1) ?? "";
}
