/** Recording with a real microphone's signal, and uploading, up to the note. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import { agree, atTheNote, finish, record, safe, start } from "./recorder";
import { hearing, silence, VOICE } from "./voices";

let browser: Browser;

beforeAll(async () => {
  browser = await launch(hearing(VOICE));
});

afterAll(() => browser.close());

it("records nothing without consent", async () => {
  const page = await visit(browser, "/new");
  await start(page);
  await page.getByRole("alert").filter({ hasText: "consentimiento" }).waitFor();
  expect(await page.getByLabel("Verbal").evaluate((radio) => radio === document.activeElement)).toBe(true);
  await page.context().close();
});

it("turns what the microphone hears into a note, on a phone", async () => {
  const page = await visit(browser, "/new", { viewport: PHONE });
  await record(page);
  await page.getByLabel("Cómo la encontrará después").fill("Box 7");
  await page.getByRole("button", { name: "Pausa" }).click();
  await page.getByText("En pausa").waitFor();
  const paused = await page.getByRole("timer").textContent();
  await expectAccessible(page, "while it is paused");
  expect(await page.getByRole("timer").textContent()).toBe(paused);
  await page.getByRole("button", { name: "Continuar" }).click();
  await safe(page, 4);
  await page
    .locator("[data-live-utterance]")
    .filter({ hasText: /paciente|presenta|dolor/i })
    .first()
    .waitFor({ timeout: 60_000 });
  await expectAccessible(page, "while it records");
  await finish(page);
  await atTheNote(page);
  const line = page
    .locator("[data-line]")
    .filter({ hasText: /presenta|dolor|abdominal/i })
    .first();
  await line.waitFor({ timeout: 60_000 });
  const word = /presenta|dolor|abdominal/i.exec((await line.textContent()) ?? "")?.[0] ?? "";

  await page.goto("/");
  await page.getByLabel("Buscar consultas").fill(word);
  const found = page.getByRole("listitem").filter({ hasText: "Box 7" });
  await found.getByText("Lista para revisar").waitFor();
  await page.context().close();
});

it("goes on without a network, and loses nothing", async () => {
  const page = await visit(browser, "/new");
  await record(page);
  await safe(page, 4);
  await page.context().setOffline(true);
  await page.getByText(/Sin conexión: la grabación sigue/).waitFor();
  const before = seconds(await page.getByRole("timer").textContent());
  await expect
    .poll(async () => seconds(await page.getByRole("timer").textContent()))
    .toBeGreaterThan(before + 5);
  await page.context().setOffline(false);
  await page.getByText(/el servidor hasta/).waitFor();
  await finish(page);
  const id = await atTheNote(page);
  await page.locator("[data-line]").first().waitFor({ timeout: 60_000 });
  const kept = (await (await page.request.get(`/v1/consultations/${id}`)).json()) as { seconds: number };
  expect(kept.seconds).toBeGreaterThan(before + 5);
  await page.context().close();
});

it("asks before a page is left on which it records, and keeps what it has", async () => {
  const page = await visit(browser, "/new");
  await record(page);
  await safe(page, 4);
  await page.getByRole("link", { name: "Plantillas" }).click();
  const dialog = page.getByRole("alertdialog");
  await expectAccessible(page, "the question before leaving");
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await page.getByText("Grabando", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Plantillas" }).click();
  await dialog.getByRole("button", { name: "Detener y transcribir" }).click();
  await atTheNote(page);
  await page.context().close();
});

it("says at once that it hears nothing", async () => {
  const deaf = await launch(hearing(silence(20)));
  const page = await visit(deaf, "/new");
  await record(page);
  await page.getByText(/El micrófono no oye nada/).waitFor({ timeout: 14_000 });
  await expectAccessible(page, "while it hears nothing");
  await page.getByRole("button", { name: "Pausa" }).click();
  await page.getByText(/El micrófono no oye nada/).waitFor({ state: "detached" });
  await deaf.close();
});

it("says why the microphone is not there, and what to do", async () => {
  const page = await visit(browser, "/");
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));
  });
  await page.goto("/new");
  await agree(page);
  await start(page);
  await page.getByText(/El navegador no permite usar el micrófono/).waitFor();
  await page.context().close();
});

it("takes a file, refuses what is none, and can be cancelled", async () => {
  const page = await visit(browser, "/new?from=file");
  await agree(page);
  const file = page.locator("input[type=file]");
  await file.setInputFiles({
    name: "carta.mp3",
    mimeType: "audio/mpeg",
    buffer: Buffer.from("Estimado colega"),
  });
  await page.getByText(/El archivo no es una grabación de audio/).waitFor();
  await expectAccessible(page, "after a file that is no audio");

  let held: (() => void) | undefined;
  await page.route("**/recording", async (route) => {
    await new Promise<void>((go) => (held = go));
    await route.continue().catch(() => undefined); // it was cancelled meanwhile
  });
  await file.setInputFiles(VOICE);
  await page.getByRole("progressbar").waitFor();
  await page.getByRole("button", { name: "Cancelar" }).click();
  await page.getByRole("button", { name: "Elegir un archivo" }).waitFor();
  held?.();
  await page.unroute("**/recording");

  await file.setInputFiles(VOICE);
  await atTheNote(page);
  await page
    .locator("[data-line]")
    .filter({ hasText: /dolor abdominal/i })
    .first()
    .waitFor({ timeout: 60_000 });
  await page.context().close();
});

function seconds(clock: string | null): number {
  return (clock ?? "").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}
