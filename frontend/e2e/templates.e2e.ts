/** A template of one's own, made with the keyboard alone and tried on the sample. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessible, launch, PHONE, visit } from "./browser";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  page = await visit(browser, "/templates");
});

afterAll(() => browser.close());

async function activate(name: string): Promise<void> {
  const button = page.getByRole("button", { name, exact: true }).first();
  await button.focus();
  await page.keyboard.press("Enter");
}

it("shows what a built-in template makes of the sample", async () => {
  await page.getByRole("heading", { name: "SOAP", level: 1 }).waitFor();
  await page
    .getByText(/metformina/i)
    .first()
    .waitFor();
  await expectAccessible(page, "a built-in template");
});

it("is duplicated, changed, put in another order and kept", async () => {
  await activate("Duplicar");
  await page.getByLabel("Título de la plantilla").fill("Revisión breve");
  await activate("Bajar");
  const titles = () =>
    page
      .getByLabel("Título de la sección")
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(await titles()).toEqual(["Objetivo", "Subjetivo", "Análisis", "Plan"]);
  await page.getByText("Subjetivo: posición 2 de 4").waitFor();
  await activate("Quitar");
  expect(await titles()).toEqual(["Subjetivo", "Análisis", "Plan"]);
  await activate("Deshacer");
  await page.getByLabel("Qué debe recoger y cómo").last().fill("Solo la medicación.");
  await expectAccessible(page, "a template being changed");
  await activate("Guardar la plantilla");
  await page.getByText("Plantilla guardada.").first().waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Revisión breve", level: 1 }).waitFor();
  expect(await titles()).toEqual(["Objetivo", "Subjetivo", "Análisis", "Plan"]);
});

it("becomes the default", async () => {
  await activate("Usar por defecto");
  await page.getByText("Se usa si no elige otra.").first().waitFor();
  await page.getByRole("button", { name: "Usar por defecto" }).waitFor({ state: "detached" });
});

it("asks before changes are lost", async () => {
  await page.getByLabel("Título de la plantilla").fill("Otra");
  await page.getByRole("link", { name: "Perfil" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  expect(page.url()).toContain("/templates/");
  await page.getByRole("button", { name: "Descartar los cambios" }).click();
});

it("is deleted, and comes back when that is undone", async () => {
  await activate("Eliminar");
  await page.getByText("Plantilla eliminada.").first().waitFor();
  await activate("Deshacer");
  await page.getByRole("link", { name: /Revisión breve/ }).waitFor();
});

it("shuts nobody out on a phone, in the dark", async () => {
  const visitor = await visit(browser, "/templates", { viewport: PHONE, colorScheme: "dark" });
  await visitor.getByRole("heading", { name: "Plantillas", level: 1 }).waitFor();
  await expectAccessible(visitor, "the list of templates");
  await visitor.getByRole("link", { name: /SOAP/ }).click();
  await visitor
    .getByText(/metformina/i)
    .first()
    .waitFor();
  await expectAccessible(visitor, "a template");
  await visitor.context().close();
});
