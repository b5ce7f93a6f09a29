/** From a recording to a signed note, the way a clinician goes. The tests go on from one another. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import { tabTo } from "./focus";

let browser: Browser;
let page: Page;
let consultation: string;

beforeAll(async () => {
  browser = await launch();
  page = await visit(browser, "/");
});

afterAll(() => browser.close());

const lines = () => page.locator("[data-line]");
const marks = () => page.locator("mark");
const findings = () => page.locator("[data-finding]");
const saved = () => page.getByText("Guardado", { exact: true }).waitFor();
const toTheNote = () => page.goto(`/consultations/${consultation}`).then(() => lines().first().waitFor());

/** What the server has, past the page. */
async function served<T>(path: string): Promise<T> {
  const response = await fetch(`${inject("url")}/v1/consultations/${consultation}${path}`);
  return (await response.json()) as T;
}

interface Note {
  version: number;
  signed_at: string | null;
  sections: { key: string; statements: { text: string }[] }[];
}

const texts = async () =>
  (await served<Note>("/note")).sections.flatMap((section) => section.statements.map(({ text }) => text));

it("turns the sample consultation into a note, and says meanwhile how far it is", async () => {
  await page.getByRole("button", { name: "Cargar la consulta de ejemplo" }).click();
  await page.waitForURL("**/consultations/*");
  consultation = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("progressbar").first().waitFor();
  await page
    .getByText(/Transcribiendo \d\d:\d\d de 04:17/)
    .first()
    .waitFor({ timeout: 60_000 });
  await expectAccessible(page, "while it is being processed");
  await lines().first().waitFor({ timeout: 110_000 });
  for (const title of ["Subjetivo", "Objetivo", "Análisis", "Plan"])
    await page.getByRole("heading", { name: title, exact: true }).waitFor();
  expect(await lines().count()).toBeGreaterThan(8);
});

it("marks the words of a statement that is clicked, and plays just those", async () => {
  const statement = lines()
    .filter({ hasText: /metformina/i })
    .last();
  await statement.click();
  await marks().first().waitFor();
  expect((await marks().allTextContents()).join(" ")).toMatch(/metformina/i);

  await page
    .getByRole("button", { name: /^Escuchar desde/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Pausa" }).waitFor();
  const position = () =>
    page.getByRole("slider").evaluate((slider: HTMLInputElement) => slider.valueAsNumber);
  await expect.poll(position).toBeGreaterThan(5);
  // It stops by itself at the end of those words, far from the recording's.
  await page.getByRole("button", { name: "Escuchar", exact: true }).waitFor({ timeout: 30_000 });
  expect(await position()).toBeLessThan(250);
});

it("shows the way back: what rests on an utterance", async () => {
  await page
    .locator("[data-utterance]")
    .filter({ hasText: /enalapril/i })
    .first()
    .click();
  const resting = page.locator("[data-rests]");
  await resting.first().waitFor();
  expect((await resting.allTextContents()).join(" ")).toMatch(/enalapril/i);
});

it("keeps what is written in place, and takes it back", async () => {
  const [before] = await texts();
  await lines().first().focus();
  await page.keyboard.press("e");
  await page.keyboard.type(" Con poliuria.");
  await page.keyboard.press("Escape");
  await saved();
  expect((await texts())[0]).toBe(`${before} Con poliuria.`);
  await page.reload();
  await page.getByText("Con poliuria.").waitFor();

  await lines().first().focus();
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Frase que sobra.");
  await page.keyboard.press("Escape");
  await saved();
  expect(await texts()).toContain("Frase que sobra.");
  await page.getByRole("button", { name: "Deshacer" }).click();
  await page.getByRole("button", { name: "Deshacer" }).click();
  await page.getByText("Frase que sobra.").waitFor({ state: "detached" });
  await expect.poll(texts).not.toContain("Frase que sobra.");
});

it("shows what changed from one version to the next", async () => {
  await page.getByRole("button", { name: "Más", exact: true }).click();
  await page.getByRole("menuitem", { name: "Historial de versiones" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("ins").filter({ hasText: "poliuria" }).waitFor();
  await expectAccessible(page, "the history");
  await page.keyboard.press("Escape");
});

it("does not overwrite what somebody else saved meanwhile", async () => {
  const other = await visit(browser, `/consultations/${consultation}`);
  await other.locator("[data-line]").first().waitFor();
  await other.context().setOffline(true); // it hears of nothing, as a tab that slept
  await other.locator("[data-line]").first().focus();
  await other.keyboard.press("e");
  await other.keyboard.type(" Visto en casa.");

  await lines().nth(1).focus();
  await page.keyboard.press("e");
  await page.keyboard.type(" Visto en consulta.");
  await page.keyboard.press("Escape");
  await saved();

  await other.keyboard.press("Escape");
  await other.context().setOffline(false);
  await other.getByRole("button", { name: "Ver diferencias" }).click();
  await other.locator("del").filter({ hasText: "Visto en consulta." }).waitFor();
  await expectAccessible(other, "a conflict");
  await other.getByRole("button", { name: "Tomar la otra" }).click();
  await other.locator("[data-line]").filter({ hasText: "Visto en consulta." }).waitFor();
  await other.context().close();
});

it("corrects who spoke and what was said, and writes a section again from it", async () => {
  await page.locator("[data-utterance]").first().click();
  await page.getByRole("button", { name: "Corregir", exact: true }).last().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Lo que se dijo").fill("Buenos días, Antonio, siéntese.");
  await expectAccessible(page, "correcting the transcript");
  await dialog.getByRole("button", { name: "Guardar la corrección" }).click();
  await page.getByText("Buenos días, Antonio, siéntese.").first().waitFor();
  await page.getByText("La transcripción se ha corregido después de redactar esta nota.").first().waitFor();

  const { version } = await served<Note>("/note");
  await page.getByRole("button", { name: "Opciones de la sección Plan" }).click();
  await page.getByRole("menuitem", { name: "Volver a redactar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Volver a redactar" }).click();
  await expect
    .poll(async () => (await served<Note>("/note")).version, { timeout: 30_000 })
    .toBeGreaterThan(version);
  await expect
    .poll(async () => (await served<{ status: string }>("")).status, { timeout: 30_000 })
    .toBe("ready");
  expect(await texts()).toEqual(expect.arrayContaining([expect.stringContaining("Visto en consulta.")]));
});

it("has nothing that shuts anybody out: phone and desk, light and dark", async () => {
  for (const viewport of [PHONE, { width: 1280, height: 800 }])
    for (const colorScheme of ["light", "dark"] as const) {
      const visitor = await visit(browser, `/consultations/${consultation}`, { viewport, colorScheme });
      await visitor.locator("[data-line]").first().click();
      await expectAccessible(visitor, `the note, ${viewport.width} ${colorScheme}`);
      const wide = await visitor.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, "scrolls sideways").toBe(false);
      if (viewport !== PHONE) {
        const whole = await visitor.evaluate(
          () => document.documentElement.scrollHeight - window.innerHeight,
        );
        expect(whole, "the frame scrolls away with the page").toBe(0);
      }
      const tab = visitor.getByRole("tab", { name: "Transcripción" });
      if (await tab.isVisible()) {
        await tab.click();
        await visitor.locator("[data-utterance]").first().click();
        await expectAccessible(visitor, `the transcript, ${colorScheme}`);
      }
      await visitor.context().close();
    }
});

it("is not signed while findings are open, and says which", async () => {
  await toTheNote();
  await expect.poll(async () => (await findings().count()) === (await open())).toBe(true);
  if ((await open()) > 0) {
    await page.keyboard.press("s");
    await page.getByText(/por resolver/).waitFor();
    expect((await served<Note>("/note")).signed_at).toBeNull();
    await expectAccessible(page, "refused to sign");
  }
  while ((await open()) > 0) {
    const left = await open();
    const finding = findings().first();
    const add = finding.getByRole("button", { name: "Añadir" });
    if (await add.isVisible()) {
      await add.click();
      await page.keyboard.press("Escape");
    } else {
      await finding.getByRole("button", { name: "No procede" }).click();
      await page.getByRole("button", { name: "Ya consta en la historia" }).click();
    }
    await expect.poll(open, { timeout: 15_000 }).toBeLessThan(left);
    await expect.poll(() => findings().count()).toBe(await open());
  }
});

async function open(): Promise<number> {
  const { items } = await served<{ items: { state: string }[] }>("/findings");
  return items.filter(({ state }) => state === "open").length;
}

it("is signed with the keyboard alone, locked, and takes an addendum", async () => {
  await toTheNote();
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page, "before signing");
  await tabTo(page, "Firmar");
  await page.keyboard.press("Enter");
  await page.getByText(/^Firmada el/).waitFor();
  expect((await served<Note>("/note")).signed_at).not.toBeNull();
  await lines().first().dblclick();
  expect(await page.getByRole("textbox", { name: "Texto de la frase" }).count()).toBe(0);

  await page.getByRole("button", { name: "Añadir una adenda" }).click();
  await page.getByLabel("Adenda", { exact: true }).fill("Llama para precisar la dosis.");
  await page.getByRole("button", { name: "Firmar la adenda" }).click();
  await page.getByRole("heading", { name: "Adenda" }).waitFor();
  expect(await texts()).toContain("Llama para precisar la dosis.");
  await expectAccessible(page, "a signed note");
});

it("is found again in the list by what the note says", async () => {
  await page.goto("/");
  await page.keyboard.press("/");
  await page.keyboard.type("empagliflozina");
  const found = page.getByRole("link", { name: /Consulta de ejemplo/ });
  await found.waitFor();
  await found.getByText("Firmada").waitFor();
  await found.click();
  await page.getByText(/^Firmada el/).waitFor();
});
