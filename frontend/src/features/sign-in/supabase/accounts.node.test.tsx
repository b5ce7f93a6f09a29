/** The sign-in page with the real supabase-js, against a stand-in of Supabase Auth that speaks its protocol. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";

const BACKEND = join(import.meta.dirname, "../../../../../backend");
const PASSWORD = "una contraseña larga";
const ANOTHER = "otra contraseña larga";
const KEY = "sb_publishable_stand_in";

configure({ asyncUtilTimeout: 20_000 }); // what is loaded anew each time takes its time on a busy machine

let process: ChildProcess;
let supabase: string;
let api: Server;

beforeAll(async () => {
  process = spawn(join(BACKEND, "../.venv/bin/python"), ["-m", "tests.supabase.auth_server", "--confirm"], {
    cwd: BACKEND,
    stdio: ["pipe", "pipe", "inherit"],
  });
  supabase = await new Promise((done) => {
    process.stdout?.once("data", (line: Buffer) => done(line.toString().trim()));
  });
  api = createServer((_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ identity: "supabase", supabase: { url: supabase, anon_key: KEY } }));
  });
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
}, 60_000);

afterAll(async () => {
  const ended = new Promise((done) => process.once("exit", done));
  process.stdin?.end();
  await ended;
  api.closeAllConnections();
  api.close();
});

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("VITE_API_URL", `http://127.0.0.1:${(api.address() as AddressInfo).port}`);
  location.hash = "";
});

/** The app as it begins at an address: everything is loaded anew. */
async function open(hash = "") {
  location.hash = hash;
  const { startLanguages } = await import("@/i18n/i18n");
  await startLanguages();
  await (await import("@/i18n/i18n")).speak("es");
  const { SignInPage } = await import("../sign-in-page");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SignInPage />
    </QueryClientProvider>,
  );
  await screen.findByRole("heading");
}

async function fill(fields: Record<string, string>, action: string) {
  for (const [label, text] of Object.entries(fields)) {
    fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
  }
  await press(action);
}

const press = (name: string) => userEvent.setup().click(screen.getByRole("button", { name }));

const signIn = (email: string, password: string) =>
  fill({ "Correo electrónico": email, Contraseña: password }, "Entrar");

const session = async () => (await import("@/api/session")).currentSession();

/** Where the newest mail's link leads: what stands behind the `#`. */
async function followed(email: string): Promise<string> {
  const mails = (await (await fetch(`${supabase}/inbox/${email}`)).json()) as string[];
  const response = await fetch(mails.at(-1) ?? "", { redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").hash;
}

/** An account whose address is confirmed, signed in. */
async function account(email: string) {
  const accounts = await import("@/api/supabase/accounts");
  await accounts.signUp({ email, password: PASSWORD, name: "Ana" });
  await followed(email);
  const session = await accounts.signIn({ email, password: PASSWORD });
  (await import("@/api/session")).keepSession(session);
  return session;
}

/** An address at which nobody listens any more. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

it("signs up, has the address confirmed, and signs in", async () => {
  const email = "nueva@clinica.example";
  await open();
  await press("Crear una cuenta");
  await fill(
    { Nombre: "Dra. Nueva", "Correo electrónico": email, "Contraseña nueva": PASSWORD },
    "Crear una cuenta",
  );
  await screen.findByText(/Le hemos enviado un correo a nueva@clinica\.example/);
  await signIn(email, PASSWORD);
  await screen.findByText(/Falta confirmar su dirección/);
  document.body.replaceChildren();
  vi.resetModules();
  await open(await followed(email));
  await screen.findByText(/Su dirección está confirmada/);
  expect(location.hash, "tokens do not stay in the address").toBe("");
  expect(await session(), "a link signs nobody in").toBeNull();
  await signIn(email, "no es esta");
  await screen.findByText(/El usuario o la contraseña no son correctos/);
  await signIn(email, PASSWORD);
  await waitFor(async () => expect(await session()).toMatchObject({ keeper: "supabase" }));
}, 60_000);

it("sets a forgotten password anew", async () => {
  const email = "olvido@clinica.example";
  await account(email);
  (await import("@/api/session")).keepSession(null);
  await open();
  await press("He olvidado la contraseña");
  expect(document.activeElement, "the new step is read out").toBe(screen.getByRole("heading"));
  await fill({ "Correo electrónico": email }, "Enviar el enlace");
  await screen.findByText(/Si olvido@clinica\.example tiene cuenta/);
  document.body.replaceChildren();
  vi.resetModules();
  await open(await followed(email));
  expect(location.hash).toBe("");
  await fill({ "Contraseña nueva": PASSWORD }, "Guardar la contraseña");
  await screen.findByText(/Es la contraseña que ya tenía/);
  await fill({ "Contraseña nueva": ANOTHER }, "Guardar la contraseña");
  await screen.findByText(/La contraseña de olvido@clinica\.example se ha guardado/);
  expect(await session()).toBeNull();
  await fill({ Contraseña: PASSWORD }, "Entrar");
  await screen.findByText(/El usuario o la contraseña no son correctos/);
  await fill({ Contraseña: ANOTHER }, "Entrar");
  await waitFor(async () => expect(await session()).not.toBeNull());
  document.body.replaceChildren();
  vi.resetModules();
  await open(await followed(email));
  await screen.findByText(/El enlace ya no sirve/);
}, 60_000);

it("renews a session that is about to end, once for all who ask", async () => {
  const first = await account("larga@clinica.example");
  const { keepSession } = await import("@/api/session");
  const { accessToken, replacedToken } = await import("@/api/tokens");
  expect(await accessToken()).toBe(first.accessToken);
  keepSession({ ...first, expiresAt: Date.now() + 1_000 });
  const tokens = await Promise.all([accessToken(), accessToken(), accessToken()]);
  expect(new Set(tokens).size).toBe(1);
  expect(tokens[0]).not.toBe(first.accessToken);
  const second = await session();
  expect(second?.refreshToken).not.toBe(first.refreshToken);
  expect(await replacedToken(first.accessToken), "refused late").toBe(tokens[0]);
});

it("ends a session that Supabase has ended, and keeps one while Supabase cannot be reached", async () => {
  const first = await account("fin@clinica.example");
  const { keepSession } = await import("@/api/session");
  keepSession({ ...first, refreshToken: "used before", expiresAt: 0 });
  expect(await (await import("@/api/tokens")).accessToken()).toBeNull();
  expect(await session()).toBeNull();

  vi.resetModules();
  vi.spyOn(console, "error").mockReturnValue(); // where supabase-js says what went wrong
  vi.stubEnv("VITE_SUPABASE_URL", await nobody());
  vi.stubEnv("VITE_SUPABASE_ANON_KEY", KEY);
  const ending = { ...first, expiresAt: 0 };
  (await import("@/api/session")).keepSession(ending);
  expect(await (await import("@/api/tokens")).accessToken()).toBe(first.accessToken);
  expect(await session()).toEqual(ending);
  const { signIn } = await import("@/api/supabase/accounts");
  const { sentenceOf } = await import("@/api/problem");
  const { default: i18n } = await import("@/i18n/i18n");
  const failed = await signIn({ email: "fin@clinica.example", password: PASSWORD }).catch(sentenceOf);
  expect(failed).toBe(i18n.t("error.unreachable"));
  vi.unstubAllEnvs();
});

it("changes the password of who shows the old one, and signs out everywhere", async () => {
  const here = await account("cambio@clinica.example");
  const { changePassword } = await import("@/api/change-password");
  await expect(changePassword({ current: "no es esta", new: ANOTHER })).rejects.toMatchObject({
    code: "wrong_credentials",
    detail: expect.stringContaining("contraseña") as string,
  });
  await changePassword({ current: PASSWORD, new: ANOTHER });
  expect((await session())?.refreshToken).not.toBe(here.refreshToken);
  const { signIn, renewed } = await import("@/api/supabase/accounts");
  const elsewhere = await signIn({ email: "cambio@clinica.example", password: ANOTHER });
  await (await import("@/api/sign-out")).signOut(true);
  expect(await renewed(elsewhere.refreshToken)).toBe("over");
}, 60_000);

it("says what is wrong with a new account in our words", async () => {
  await account("doble@clinica.example");
  const { signUp } = await import("@/api/supabase/accounts");
  const again = { email: "doble@clinica.example", password: PASSWORD, name: "" };
  await expect(signUp(again)).rejects.toMatchObject({ code: "exists" });
  await expect(signUp({ ...again, email: "otra@clinica.example", password: "x" })).rejects.toMatchObject({
    code: "weak_password",
  });
});
