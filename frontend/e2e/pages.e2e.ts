/** Every page of the frame for everybody: axe, small screens, zoom, both languages, no network. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { cableTo } from "./cable";
import { DESK, expectAccessible, launch, PHONE, visit } from "./browser";

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(() => browser.close());

const PAGES = ["/", "/new", "/new?from=file", "/profile", "/templates", "/nowhere", "/consultations/nothing"];
const heading = (page: Page) =>
  page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });

it.each(PAGES)("%s shuts nobody out, at a desk by day and on a phone by night", async (path) => {
  for (const [viewport, colorScheme] of [
    [DESK, "light"],
    [PHONE, "dark"],
  ] as const) {
    const page = await visit(browser, path, { viewport, colorScheme });
    await heading(page);
    await expectAccessible(page, `${path} ${colorScheme}`);
    await page.context().close();
  }
});

it.each(PAGES)("%s fits on 360 px and at 200 percent zoom without scrolling sideways", async (path) => {
  for (const viewport of [
    { width: 360, height: 640 },
    { width: 640, height: 400 },
  ]) {
    const page = await visit(browser, path, { viewport });
    await heading(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, `${path} at ${viewport.width}`).toBeLessThanOrEqual(0);
    await page.context().close();
  }
});

it.each(PAGES)("%s has targets that a finger hits", async (path) => {
  const page = await visit(browser, path, { viewport: PHONE, hasTouch: true });
  await heading(page);
  const small = await page
    .locator(
      "main :is(button, a, select, input:not([type=radio]):not([type=checkbox]):not([type=range])):visible",
    )
    .evaluateAll((targets) =>
      targets
        .filter((target) => !target.closest("p, [data-line], [data-utterance]")) // within text they may be as it is
        .filter((target) => target.getBoundingClientRect().height < 43.5)
        .map((target) => target.outerHTML.slice(0, 120)),
    );
  expect(small).toEqual([]);
  await page.context().close();
});

it("asks the network of no other host for anything", async () => {
  const page = await visit(browser, "/");
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  for (const path of PAGES) {
    await page.goto(path);
    await heading(page);
  }
  expect([...hosts]).toEqual([new URL(page.url()).host]);
  await page.context().close();
});

it("says plainly that it is open", async () => {
  const page = await visit(browser, "/profile");
  await page.getByText(/Abierto, sin contraseña/).waitFor();
  await page.context().close();
});

it("speaks English to who prefers it, and remembers", async () => {
  const page = await visit(browser, "/profile");
  await page.getByLabel("Idioma").selectOption("en");
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await expectAccessible(page, "in English");
  await page.reload();
  await page.getByLabel("Language").selectOption("es");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Perfil" }).waitFor();
  await page.context().close();
});

it("keeps a vocabulary: added, pasted, imported, removed and back again", async () => {
  const page = await visit(browser, "/profile");
  await page.getByLabel("Palabra nueva").fill("sacubitrilo");
  await page.getByRole("button", { name: "Añadir" }).click();
  const words = page.getByRole("list", { name: "Palabras del vocabulario" });
  await words.getByText("sacubitrilo").waitFor();

  await page.getByRole("button", { name: "Pegar una lista" }).click();
  await expectAccessible(page, "the dialog for pasting");
  await page.getByRole("dialog").getByLabel("Palabras").fill("dapagliflozina, evolocumab\nsacubitrilo");
  await page.getByRole("dialog").getByRole("button", { name: "Añadir" }).click();
  await page.getByText("2 palabras añadidas.").first().waitFor();

  const list = { name: "farmacos.csv", mimeType: "text/csv", buffer: Buffer.from("apixabán;edoxabán\n") };
  await page.locator("input[type=file]").setInputFiles(list);
  await words.getByText("edoxabán").waitFor();

  await page.getByRole("button", { name: "Quitar «edoxabán»" }).click();
  await words.getByText("edoxabán").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Deshacer" }).click();
  await words.getByText("edoxabán").waitFor();
  await expectAccessible(page, "the vocabulary");
  await page.context().close();
});

it("leads from an address that does not exist to where there is something", async () => {
  const page = await visit(browser, "/no/hay/nada");
  await page.getByRole("heading", { name: "Aquí no hay nada" }).waitFor();
  await page.getByRole("link", { name: "Ver las consultas" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.context().close();
});

it("can be installed, and opens without a network with what it last showed", async () => {
  const cable = await cableTo(inject("url"));
  const page = await visit(browser, "/", { baseURL: cable.url });
  const made = await page.request.post("/v1/consultations", { data: { patient_label: "Antes del corte" } });
  const { id } = (await made.json()) as { id: string };
  await page.reload();
  await page.getByText("Antes del corte").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`/consultations/${id}`);
  await page.getByRole("heading", { name: "Antes del corte" }).waitFor();
  await expect // what was read is written down a moment later
    .poll(() =>
      page.evaluate(
        () =>
          new Promise<boolean>((done) => {
            const opened = indexedDB.open("medic-scribe");
            opened.onsuccess = () => {
              const all = opened.result.transaction("last-shown").objectStore("last-shown").getAll();
              all.onsuccess = () =>
                done(JSON.stringify(all.result).includes("/v1/consultations/{consultation_id}"));
            };
          }),
      ),
    )
    .toBe(true);

  await cable.cut();
  await page.goto("/");
  await page.getByText(/^Sin conexión/).waitFor();
  await page.getByRole("link", { name: /Antes del corte/ }).waitFor();
  await expectAccessible(page, "without a network");
  await page.getByRole("link", { name: /Antes del corte/ }).click();
  await page.getByRole("heading", { name: "Antes del corte" }).waitFor();
  await cable.mend();
  await page.getByText(/^Sin conexión/).waitFor({ state: "detached", timeout: 30_000 });

  const manifest = (await (await page.request.get("/manifest.json")).json()) as { icons: { src: string }[] };
  for (const { src } of manifest.icons) expect((await page.request.get(src)).ok()).toBe(true);
  await page.context().close();
  await cable.cut();
});

it("asks before it deletes a consultation", async () => {
  const page = await visit(browser, "/");
  await page.request.post("/v1/consultations", { data: { patient_label: "Para borrar" } });
  await page.reload();
  await page.getByRole("button", { name: "Opciones de «Para borrar»" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Eliminar…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(/No se podrán recuperar/).waitFor();
  await expectAccessible(page, "the question before deleting");
  await dialog.getByRole("button", { name: "Eliminar la consulta" }).click();
  await page.getByText("La consulta se ha eliminado.").first().waitFor();
  await page.getByRole("link", { name: /Para borrar/ }).waitFor({ state: "detached" });
  await page.context().close();
});
