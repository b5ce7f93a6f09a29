/** Accounts at Supabase, of which a stand-in speaks the protocol: from the first visit to a forgotten password. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EMAIL, PASSWORD, signIn } from "./account";
import { expectAccessible, launch, PHONE, visit } from "./browser";
import { ROOT, type Running, startServer } from "./server";

const NEW_PASSWORD = "otra contraseña larga";

let auth: ChildProcess;
let supabase: string;
let browser: Browser;
let server: Running;
let page: Page;

beforeAll(async () => {
  auth = spawn(join(ROOT, ".venv/bin/python"), ["-m", "tests.supabase.auth_server", "--confirm"], {
    cwd: join(ROOT, "backend"),
    stdio: ["pipe", "pipe", "inherit"],
  });
  supabase = await new Promise((done) => {
    auth.stdout?.once("data", (line: Buffer) => done(line.toString().trim()));
  });
  server = await startServer({ SUPABASE_URL: supabase, SUPABASE_ANON_KEY: "sb_publishable_stand_in" });
  browser = await launch();
  page = await visit(browser, "/profile", { baseURL: server.url });
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  auth.stdin?.end();
});

/** The link in the newest mail. */
async function mailed(): Promise<string> {
  const mails = (await (await fetch(`${supabase}/inbox/${EMAIL}`)).json()) as string[];
  return mails.at(-1) ?? "";
}

const press = (name: string) => page.getByRole("button", { name }).click();

it("makes an account, whose address is confirmed by a link", async () => {
  await page.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await expectAccessible(page, "signing in at Supabase");
  await press("Crear una cuenta");
  await page.getByLabel("Nombre").fill("Dra. Ana Ruiz");
  await page.getByLabel("Correo electrónico").fill(EMAIL);
  await page.getByLabel("Contraseña nueva").fill(PASSWORD);
  await expectAccessible(page, "making an account");
  await press("Crear una cuenta");
  await page.getByText(/Le hemos enviado un correo a ana@clinica.example/).waitFor();
  await page.goto(await mailed());
  await page.getByText(/Su dirección está confirmada/).waitFor();
  expect(page.url()).toBe(`${server.url}/`);
});

it("signs in, and leads on to what one does there", async () => {
  await signIn(page, "no es esta");
  await page.getByText(/El usuario o la contraseña no son correctos/).waitFor();
  await signIn(page);
  await page.getByRole("link", { name: "Perfil" }).click();
  await page.getByRole("heading", { name: "Perfil" }).waitFor();
  expect(await page.getByLabel("Nombre").inputValue()).toBe("Dra. Ana Ruiz");
  await page.getByText(EMAIL).waitFor();
  await expectAccessible(page, "the profile of an account at Supabase");
});

it("hears of its own consultations as they go on", async () => {
  const socket = page.waitForEvent("websocket");
  await page.goto("/");
  const heard = (await socket).waitForEvent("framereceived", { timeout: 60_000 });
  await page.getByRole("button", { name: "Cargar la consulta de ejemplo" }).click();
  expect((await heard).payload.toString()).toContain('"progress"');
});

it("sets a forgotten password anew, on a phone, and signs out everywhere with it", async () => {
  const phone = await visit(browser, "/", { baseURL: server.url, viewport: PHONE, colorScheme: "dark" });
  await phone.getByRole("button", { name: "He olvidado la contraseña" }).click();
  await phone.getByLabel("Correo electrónico").fill(EMAIL);
  await expectAccessible(phone, "a forgotten password");
  await phone.getByRole("button", { name: "Enviar el enlace" }).click();
  await phone.getByText(/Si ana@clinica.example tiene cuenta/).waitFor();
  await phone.goto(await mailed());
  await phone.getByLabel("Contraseña nueva").fill(NEW_PASSWORD);
  await expectAccessible(phone, "choosing a password");
  await phone.getByRole("button", { name: "Guardar la contraseña" }).click();
  await phone.getByText(/La contraseña de ana@clinica.example se ha guardado/).waitFor();
  expect(await phone.getByLabel("Correo electrónico").inputValue()).toBe(EMAIL);
  await phone.getByLabel("Contraseña").fill(NEW_PASSWORD);
  await phone.getByRole("button", { name: "Entrar" }).click();
  await phone.getByRole("heading", { name: "Iniciar sesión" }).waitFor({ state: "detached" });
  await phone.goto("/profile");
  await phone.getByRole("button", { name: "Cerrar sesión en todos los dispositivos" }).click();
  await phone.getByRole("heading", { name: "Iniciar sesión" }).waitFor();
  await phone.context().close();
});
