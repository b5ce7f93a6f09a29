/** From an empty list to a note without touching a mouse: Tab, arrows, Enter, and the keys of `?`. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, visit } from "./browser";
import { focused, tabTo } from "./focus";
import { hearing, VOICE } from "./voices";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch(hearing(VOICE));
  page = await visit(browser, "/");
  await page.getByRole("heading", { level: 1 }).waitFor();
});

afterAll(() => browser.close());

const press = (key: string) => page.keyboard.press(key);

it("begins with the way past the list", async () => {
  await press("Tab");
  expect((await focused(page)).name).toBe("Ir al contenido");
  await press("Enter");
  await press("Tab");
  expect((await focused(page)).name).toBe("Grabar una consulta");
});

it("reaches everything at the frame by Tab", async () => {
  for (const name of ["Nueva consulta", "Buscar consultas", "Día", "Plantillas", "Perfil", "Atajos"])
    await tabTo(page, name);
});

it("shows its keys with ?, and gives the focus back", async () => {
  await press("?");
  await page.getByRole("dialog", { name: "Atajos de teclado" }).waitFor();
  await page.getByText("Grabar una consulta nueva").waitFor();
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect((await focused(page)).name).toBe("Atajos");
});

it("searches with /", async () => {
  await press("/");
  expect((await focused(page)).name).toBe("Buscar consultas");
  await page.keyboard.type("r");
  expect(page.url()).not.toContain("/new");
  await press("Backspace");
  await press("Tab");
});

it("records with r, pauses with p, and r ends it: a note", async () => {
  await press("r");
  await page.waitForURL("**/new");
  await page.getByRole("heading", { name: "Nueva consulta" }).waitFor();
  await press("r");
  await page.getByRole("alert").waitFor();
  expect((await focused(page)).name).toBe("Verbal");
  await press("Space");
  await press("r");
  await page.getByText("Grabando", { exact: true }).waitFor();
  await press("p");
  await page.getByText("En pausa").waitFor();
  await press("p");
  await page.getByText(/el servidor hasta 00:0[4-9]/).waitFor();
  await press("r");
  await page.waitForURL("**/consultations/*", { timeout: 30_000 });
  await page.locator("[data-line]").first().waitFor({ timeout: 60_000 });
});

it("deletes with a question whose way back has the focus", async () => {
  await tabTo(page, /^Opciones de «/);
  await press("Enter");
  await expect.poll(async () => (await focused(page)).name).toBe("Eliminar…");
  await press("Enter");
  await page.getByRole("alertdialog").waitFor();
  expect((await focused(page)).name).toBe("Cancelar");
  await press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
});
