/** Accounts of our own: sign in where one wanted to go, change the password, and leave nothing behind. */
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PASSWORD, signIn, startServerWithAccount } from "./account";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import type { Running } from "./server";

const NEW_PASSWORD = "otra contraseña larga";

let browser: Browser;
let server: Running;
let page: Page;

beforeAll(async () => {
  server = await startServerWithAccount();
  browser = await launch();
  page = await visit(browser, "/profile", { baseURL: server.url });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("asks who one is before it shows anything", async () => {
  await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await expectAccessible(page, "signing in");
  await signIn(page, "no es esta");
  await page.getByText(/El usuario o la contraseña no son correctos/).waitFor();
  const phone = await visit(browser, "/", { baseURL: server.url, viewport: PHONE, colorScheme: "dark" });
  await phone.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await expectAccessible(phone, "signing in on a phone");
  await phone.context().close();
});

it("leads on to the page that was asked for", async () => {
  await signIn(page, PASSWORD);
  await page.getByRole("heading", { name: "Perfil" }).waitFor();
  expect(await page.getByLabel("Nombre").inputValue()).toBe("Dra. Ana Ruiz");
  expect(await page.getByText(/Abierto, sin contraseña/).count()).toBe(0);
  await expectAccessible(page, "the profile of an account");
});

it("hears of its own consultations as they go on", async () => {
  const socket = page.waitForEvent("websocket");
  await page.goto("/");
  const heard = (await socket).waitForEvent("framereceived", { timeout: 60_000 });
  await page.getByRole("button", { name: "Cargar la consulta de ejemplo" }).click();
  expect((await heard).payload.toString()).toContain('"progress"');
  await page.goto("/profile");
});

it("goes on with a fresh token where the old one has ended", async () => {
  await expire();
  await page.getByRole("heading", { name: "Perfil" }).waitFor();
  expect(await page.getByRole("heading", { name: "Iniciar sesión" }).count()).toBe(0);
});

it("goes on where the answer with the fresh token was lost on its way", async () => {
  let lost = 0;
  const lose = async (route: Route) => {
    lost += 1;
    await route.fetch(); // the server has answered, and takes the old one for spent
    await route.abort();
  };
  await page.route("**/v1/auth/refresh", lose, { times: 1 });
  await expire();
  await page.getByLabel("Nombre", { exact: true }).waitFor();
  expect(lost).toBe(1);
  expect(await page.getByRole("heading", { name: "Iniciar sesión" }).count()).toBe(0);
});

/** The page is loaded with a token that has ended. At once, so that nothing on the old page renews it. */
async function expire(): Promise<void> {
  const loaded = page.waitForEvent("load");
  await page.evaluate(() => {
    const key = "medic-scribe.session";
    const session = JSON.parse(localStorage.getItem(key) ?? "{}") as object;
    localStorage.setItem(key, JSON.stringify({ ...session, expiresAt: 0 }));
    location.reload();
  });
  await loaded;
}

it("changes the password and goes on here", async () => {
  await page.getByLabel("Contraseña actual").fill(PASSWORD);
  await page.getByLabel("Contraseña nueva").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Cambiar la contraseña" }).click();
  await page
    .getByText(/La contraseña se ha cambiado/)
    .first()
    .waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Perfil" }).waitFor();
});

it("signs out everywhere, and leaves nothing of a patient on the device", async () => {
  const elsewhere = await visit(browser, "/", { baseURL: server.url });
  await signIn(elsewhere, NEW_PASSWORD);
  await elsewhere.getByRole("heading", { name: "Iniciar sesión" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Cerrar sesión en todos los dispositivos" }).click();
  await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise<string>((done) => {
            const opened = indexedDB.open("medic-scribe");
            opened.onsuccess = () => {
              const all = opened.result.transaction("last-shown").objectStore("last-shown").getAll();
              all.onsuccess = () => done(JSON.stringify(all.result));
            };
          }),
      ),
    )
    .not.toContain("Consulta de ejemplo");
  await elsewhere.reload();
  await elsewhere.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await elsewhere.context().close();
});

it("deletes all of one's data, and the account with it", async () => {
  await signIn(page, NEW_PASSWORD);
  await page.getByRole("link", { name: "Perfil" }).click();
  await page.getByRole("button", { name: "Borrar mis datos…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expectAccessible(page, "the question before all is deleted");
  const act = dialog.getByRole("button", { name: "Borrar todo" });
  expect(await act.isDisabled()).toBe(true);
  await dialog.getByLabel(/Escriba/).fill("borrar");
  await act.click();
  await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await signIn(page, NEW_PASSWORD);
  await page.getByText(/El usuario o la contraseña no son correctos/).waitFor();
});
