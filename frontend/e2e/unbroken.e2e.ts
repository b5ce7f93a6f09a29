/** What stands in a recording's way, and what is offered afterwards. What is killed is in `faults/`. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signIn, startServerWithAccount } from "./account";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import { atTheNote, finish, record, safe } from "./recorder";
import { hearing, VOICE } from "./voices";

let browser: Browser;

beforeAll(async () => {
  browser = await launch(hearing(VOICE));
});

afterAll(() => browser.close());

it("offers what a closed page left: the audio, and its end", async () => {
  const page = await visit(browser, "/new", { viewport: PHONE });
  await record(page);
  await safe(page, 2);
  await page.close();
  const again = await page.context().newPage();
  await again.goto("/");
  await again.getByText(/quedó sin terminar/).waitFor();
  await expectAccessible(again, "an unfinished recording on a phone");

  const downloading = again.waitForEvent("download");
  await again.getByRole("button", { name: "Guardar el audio" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("consulta.webm");
  const sound = readFileSync(await download.path());
  expect(sound.subarray(0, 4).toString("hex")).toBe("1a45dfa3"); // WebM begins so, and only unencrypted

  await finish(again);
  await atTheNote(again);
  await again.getByText(/quedó sin terminar/).waitFor({ state: "detached" });
  await again.context().close();
});

it("goes on with what a closed page left, as one consultation", async () => {
  const page = await visit(browser, "/new");
  await record(page);
  await safe(page, 2);
  await page.close();
  const again = await page.context().newPage();
  await again.goto("/");
  await again.getByRole("link", { name: "Seguir grabando" }).click();
  await again.getByRole("heading", { name: "Seguir con la grabación" }).waitFor();
  await expectAccessible(again, "before it goes on");
  await again.getByRole("button", { name: "Seguir grabando" }).click();
  await safe(again, 8);
  await finish(again);
  const id = await atTheNote(again);
  await expect
    .poll(async () => ((await (await again.request.get(`/v1/consultations/${id}`)).json()) as Seen).status, {
      timeout: 60_000,
    })
    .toBe("ready");
  const { seconds } = (await (await again.request.get(`/v1/consultations/${id}`)).json()) as Seen;
  expect(seconds).toBeGreaterThan(5.5);

  // Both parts are heard one after the other, though each has times of its own.
  const slider = again.getByRole("slider");
  await slider.fill((seconds - 1.5).toFixed(1));
  await again.getByRole("button", { name: "Escuchar", exact: true }).click();
  await again.getByRole("button", { name: "Pausa" }).waitFor();
  await again.getByRole("button", { name: "Escuchar", exact: true }).waitFor();
  expect(Number(await slider.inputValue())).toBeGreaterThan(seconds - 1);
  await again.context().close();
});

interface Seen {
  status: string;
  seconds: number;
}

it("leaves a recording to the tab that makes it, and takes over when that is gone", async () => {
  const page = await visit(browser, "/new");
  await record(page);
  await safe(page, 2);
  const other = await page.context().newPage();
  await other.goto("/");
  await other.getByText(/Otra pestaña se ocupa de la grabación/).waitFor();
  expect(await other.getByRole("button", { name: "Terminar" }).count()).toBe(0);
  await expectAccessible(other, "a recording in another tab");
  await page.close();
  await finish(other);
  await atTheNote(other);
  await other.context().close();
});

it("says at once that the device is full, and sends all the same", async () => {
  const page = await visit(browser, "/");
  await page.addInitScript(() => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its `this` below
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
      if (this.name === "chunks") throw new DOMException("full", "QuotaExceededError");
      return add.call(this, value, key);
    };
  });
  await page.goto("/new");
  await record(page);
  await page.getByText(/Este dispositivo no tiene sitio/).waitFor();
  await page.getByText(/^Guardado en el servidor hasta 00:0[2-9]/).waitFor();
  await expectAccessible(page, "on a full device");
  await finish(page);
  await atTheNote(page);
  await page.context().close();
});

it("pauses when the microphone is unplugged, and goes on with another", async () => {
  const page = await visit(browser, "/");
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const media = await ask(wanted);
      (window as unknown as { unplug: () => void }).unplug = () => {
        const [track] = media.getAudioTracks();
        track?.stop();
        track?.dispatchEvent(new Event("ended")); // a script that stops it is not told
      };
      return media;
    };
  });
  await page.goto("/new");
  await record(page);
  await safe(page, 2);
  await page.evaluate(() => (window as unknown as { unplug: () => void }).unplug());
  await page.getByText(/El micrófono se ha desconectado/).waitFor();
  await page.getByRole("button", { name: "Continuar" }).click();
  await page.getByText("Grabando", { exact: true }).waitFor();
  await finish(page);
  await atTheNote(page);
  await page.context().close();
});

it("records on when the session ends, and sends once somebody signs in again", async () => {
  const server = await startServerWithAccount();
  const page = await visit(browser, "/new", { baseURL: server.url });
  await signIn(page);
  await record(page);
  await safe(page, 2);
  await page.evaluate(() => {
    const key = "medic-scribe.session";
    const session = JSON.parse(localStorage.getItem(key) ?? "{}") as object;
    localStorage.setItem(key, JSON.stringify({ ...session, accessToken: "spent", refreshToken: "spent" }));
  });
  await page.getByText(/Su sesión ha terminado. La grabación sigue/).waitFor();
  await page.getByText("Grabando", { exact: true }).waitFor();
  await expectAccessible(page, "without a session, while it records");

  const opening = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Entrar en otra pestaña" }).click();
  const other = await opening;
  await signIn(other);
  await other.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText(/el servidor hasta/).waitFor();
  await finish(page);
  await atTheNote(page);
  await page.context().close();
  await server.stop();
});
