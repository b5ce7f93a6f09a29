/** The transcript while it is recorded: what the server sends is said here, so that each case comes for sure. */
import type { Browser, Page, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import { atTheNote, finish, record } from "./recorder";
import { hearing, VOICE } from "./voices";

let browser: Browser;
let page: Page;
let socket: WebSocketRoute;
let consultation: string;
let last = 1_000_000; // past any event that the server itself sends

beforeAll(async () => {
  browser = await launch(hearing(VOICE));
  page = await visit(browser, "/");
  await page.routeWebSocket(/\/ws\//, (route) => {
    socket = route;
    route.connectToServer().onMessage(() => undefined); // what it hears itself is not what is looked at here
  });
  const chunk = page.waitForRequest(/\/recording\/chunks\/0$/);
  await page.goto("/new");
  await record(page);
  consultation = /consultations\/([^/]+)/.exec((await chunk).url())?.[1] ?? "";
});

afterAll(() => browser.close());

const said = (id: number, speaker: string, text: string) => ({
  id,
  speaker,
  text,
  start: id * 4,
  end: id * 4 + 3,
});
const rows = () => page.locator("[data-live-utterance]");
const place = () => page.getByRole("group", { name: "Lo que se va diciendo" });
const scrolled = () => place().evaluate((element) => element.scrollTop);
const fromEnd = () =>
  place().evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);

function tell(type: string, data: object, kept = true): void {
  const id = kept ? (last += 1) : null;
  socket.send(
    JSON.stringify({ id, type, consultation_id: consultation, at: new Date().toISOString(), data }),
  );
}

it("shows what may still change as such, and puts the final words in its place", async () => {
  tell(
    "utterances",
    { piece: 0, final: false, utterances: [said(0, "unknown", "El paciente presen")] },
    false,
  );
  const provisional = rows().filter({ hasText: "El paciente presen" }).locator("p").last();
  await provisional.waitFor();
  expect(await provisional.evaluate((element) => getComputedStyle(element).fontStyle)).toBe("italic");
  await expectAccessible(page, "provisional words");
  tell("utterances", {
    piece: 0,
    final: true,
    utterances: [said(0, "unknown", "El paciente presenta dolor.")],
  });
  await rows().filter({ hasText: "presenta dolor." }).waitFor();
  expect(await rows().count()).toBe(1);
});

it("corrects who speaks where it stands", async () => {
  tell("utterances", { piece: 1, final: true, utterances: [said(1, "unknown", "¿Desde cuándo?")] });
  await page.getByText("Sin identificar", { exact: true }).waitFor();
  tell("utterances", {
    piece: 1,
    final: true,
    utterances: [said(0, "patient", "El paciente presenta dolor."), said(1, "clinician", "¿Desde cuándo?")],
  });
  await page.getByText("Paciente", { exact: true }).waitFor();
  await page.getByText("Médico", { exact: true }).waitFor();
  expect(await rows().count()).toBe(2);
});

it("stays at the end while the reader is there, and where the reader is otherwise", async () => {
  for (let id = 2; id < 30; id++)
    tell("utterances", {
      piece: id,
      final: true,
      utterances: [said(id, id % 2 ? "clinician" : "patient", `Frase ${id}.`)],
    });
  await rows().filter({ hasText: "Frase 29." }).waitFor();
  await expect.poll(fromEnd).toBeLessThan(2);

  await place().evaluate((element) => element.scrollTo(0, 40));
  await expect.poll(scrolled).toBe(40);
  tell("utterances", { piece: 30, final: true, utterances: [said(30, "patient", "Frase 30.")] });
  const button = page.getByRole("button", { name: "Texto nuevo" });
  await button.waitFor();
  expect(await scrolled()).toBe(40);
  await expectAccessible(page, "new text below");
  await place().evaluate((element) => element.scrollTo(0, 40)); // axe's check had it scrolled up
  await button.click();
  await expect.poll(fromEnd).toBeLessThan(2);
  await button.waitFor({ state: "detached" });
});

it("says calmly that it lags, and no longer when it has caught up", async () => {
  tell("behind", { seconds: 21 });
  const line = page.getByText("La transcripción va 21 segundos por detrás. No se pierde nada.");
  await line.waitFor();
  tell("behind", { seconds: 0 });
  await line.waitFor({ state: "detached" });
});

it("shuts nobody out on a phone, in the dark", async () => {
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, "the transcript on a phone");
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
});

it("leads to the note", async () => {
  await finish(page);
  await atTheNote(page);
});
