/** Takes the documents' pictures: every page, on a phone and at a desk, by day and by night. `make screenshots` */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, inject, it } from "vitest";
import { launch, visit } from "./browser";
import { agree, atTheNote, finish, safe, start } from "./recorder";
import { ROOT } from "./server";
import { hearing, VOICE } from "./voices";

const FOLDER = join(ROOT, "docs/images/app");
const LOOKS: Record<string, BrowserContextOptions> = {
  "desk-light": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  "desk-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  "phone-light": { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  "phone-dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

let browser: Browser;
let sample: string;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launch(hearing(VOICE));
});

afterAll(() => browser.close());

const wanted = process.env.SCREENSHOTS === "1";
const still = (page: Page) =>
  page.addStyleTag({
    content: "*, ::before, ::after { transition: none !important; caret-color: transparent !important }",
  });

async function take(page: Page, name: string): Promise<void> {
  await still(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
}

it.runIf(wanted).each(Object.keys(LOOKS))("the first minute: %s", async (look) => {
  const page = await visit(browser, "/", LOOKS[look]);
  await page.getByRole("button", { name: "Cargar la consulta de ejemplo" }).waitFor();
  await take(page, `start-${look}`);
  await page.context().close();
});

it.runIf(wanted)("the sample's note is made", async () => {
  const page = await visit(browser, "/");
  for (const label of ["Box 3, tos desde el lunes", "Revisión de tensión"]) {
    const made = await page.request.post("/v1/consultations", { data: { patient_label: label } });
    const { id } = (await made.json()) as { id: string };
    await page.request.put(`/v1/consultations/${id}/recording`, {
      headers: { "Content-Type": "audio/wav" },
      data: readFileSync(VOICE),
    });
  }
  await page.getByRole("button", { name: "Cargar la consulta de ejemplo" }).click();
  await page.waitForURL("**/consultations/*");
  sample = new URL(page.url()).pathname;
  await page
    .getByText(/Transcribiendo \d\d:\d\d de/)
    .first()
    .waitFor({ timeout: 60_000 });
  await take(page, "progress-desk-light");
  await page.locator("[data-line]").first().waitFor({ timeout: 110_000 });
  await page.context().close();
});

it.runIf(wanted).each(Object.keys(LOOKS))("every page: %s", async (look) => {
  const byDay = look.endsWith("light");
  const page = await visit(browser, "/", LOOKS[look]);
  await page.getByText("Lista para revisar").first().waitFor();
  await take(page, `list-${look}`);

  await page.goto(sample);
  const line = page
    .locator("[data-line]")
    .filter({ hasText: /metformina/i })
    .first();
  await line.waitFor();
  await line.click();
  if (look.startsWith("desk")) await page.locator("mark").first().waitFor();
  await take(page, `note-${look}`);

  await page.goto("/new");
  await agree(page);
  if (byDay) await take(page, `new-${look}`);
  await page.getByLabel("Cómo la encontrará después").fill("Box 3");
  await start(page);
  await safe(page, 4);
  await take(page, `recording-${look}`);
  await finish(page);
  await fetch(`${inject("url")}/v1/consultations/${await atTheNote(page)}`, { method: "DELETE" });

  if (!byDay) return page.context().close(); // the quiet pages differ in nothing but their colours
  for (const [path, name] of [
    ["/new?from=file", "upload"],
    ["/templates", "templates"],
    ["/profile", "profile"],
  ] as const) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    await take(page, `${name}-${look}`);
  }
  await page.context().close();
});
