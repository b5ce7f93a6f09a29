/** One server for all the tests, with folders of its own that are gone afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    url: string;
  }
}

export const ROOT = resolve(import.meta.dirname, "../..");
const WEB = join(ROOT, "frontend/dist");

export interface Running {
  url: string;
  /** Where all that it keeps is; gone once it is stopped. */
  folder: string;
  env: Record<string, string>;
  stop: () => Promise<void>;
  /** At once, as a power cut would. */
  kill: () => Promise<void>;
  /** With what it had kept, at the same address. */
  restart: () => Promise<void>;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ IDENTITY: "open" });
  project.provide("url", server.url);
  return server.stop;
}

export async function startServer(settings: Record<string, string>): Promise<Running> {
  await access(join(WEB, "index.html")).catch(() => {
    throw new Error("The app is not built: run `npm run build` in frontend/ first.");
  });
  const folder = await mkdtemp(join(tmpdir(), "medic-scribe-e2e-"));
  const port = await freePort();
  const env = { VAR_FOLDER: folder, WEB_FOLDER: WEB, ...settings };
  const url = `http://127.0.0.1:${port}`;
  let server = await run();

  async function run(): Promise<ChildProcess> {
    const child = spawn(join(ROOT, ".venv/bin/medic-scribe"), ["serve", "--port", String(port)], {
      cwd: folder, // so that nobody's .env is read
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "pipe"],
    });
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    await answering(url, child, said);
    return child;
  }

  async function end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  }

  return {
    url,
    folder,
    env,
    stop: async () => {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
    kill: () => end("SIGKILL"),
    restart: async () => {
      server = await run();
    },
  };
}

async function answering(url: string, server: ChildProcess, said: string[]): Promise<void> {
  while (server.exitCode === null) {
    if (
      await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`The server ended with ${server.exitCode}:\n${said.join("")}`);
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") done(address.port);
      });
    });
  });
}
