/** One account of our own, on a server that asks who one is. */
import { spawnSync } from "node:child_process";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ROOT, type Running, startServer } from "./server";

export const EMAIL = "ana@clinica.example";
export const PASSWORD = "una contraseña larga";

export async function startServerWithAccount(): Promise<Running> {
  const server = await startServer({ IDENTITY: "local" });
  const added = spawnSync(
    `${ROOT}/.venv/bin/medic-scribe`,
    ["user", "add", EMAIL, "--name", "Dra. Ana Ruiz"],
    {
      cwd: server.folder,
      env: { ...process.env, ...server.env },
      input: `${PASSWORD}\n`,
      encoding: "utf8",
    },
  );
  expect(added.status, added.stderr).toBe(0);
  return server;
}

export async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel("Correo electrónico").fill(EMAIL);
  await page.getByLabel("Contraseña").fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
}
