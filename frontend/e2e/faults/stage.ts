/** One clinician who records: a browser that can be killed, a network and a server that can be broken. */
import { mkdtemp, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { DESK, QUIET } from "../browser";
import { agree, finish, start } from "../recorder";
import type { Running } from "../server";
import { hearing, VOICE } from "../voices";
import { type Chance } from "./chance";
import { type Proxy, proxyTo } from "./proxy";
import { newWitness, type Witness } from "./witness";

const SLOW = 60_000; // milliseconds

export class Stage {
  readonly witness: Witness = newWitness();
  readonly #profile: string;
  #context: BrowserContext | null = null;
  #page: Page | null = null;

  private constructor(
    readonly server: Running,
    readonly proxy: Proxy,
    readonly chance: Chance,
    profile: string,
  ) {
    this.#profile = profile;
  }

  static async set(server: Running, chance: Chance): Promise<Stage> {
    const profile = await mkdtemp(join(tmpdir(), "medic-scribe-browser-"));
    return new Stage(server, await proxyTo(server.url), chance, profile);
  }

  async clear(): Promise<void> {
    await this.#context?.close();
    await this.proxy.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  get page(): Page {
    if (!this.#page) throw new Error("no page is open");
    return this.#page;
  }

  /** A browser with what it kept from the last time. */
  async openBrowser(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [...QUIET, hearing(VOICE)],
      baseURL: this.proxy.url,
      locale: "es-ES",
      viewport: DESK,
    });
    await this.witness.watch(this.#context);
  }

  async openPage(path: string): Promise<void> {
    this.#page = (await this.#context?.newPage()) ?? null;
    this.page.setDefaultTimeout(SLOW);
    await this.page.goto(path);
  }

  /** Until the microphone has given so many chunks. */
  async record(chunks: number): Promise<void> {
    await this.openPage("/new");
    await agree(this.page);
    await start(this.page);
    await this.witness.has(chunks);
  }

  async recordOn(chunks: number): Promise<void> {
    const before = this.witness.blobs.length;
    await this.page.getByRole("link", { name: "Seguir grabando" }).click();
    await this.page.getByRole("button", { name: "Seguir grabando" }).click();
    await this.witness.has(before + chunks);
  }

  async finish(): Promise<void> {
    await finish(this.page);
  }

  /** Some moment within the next chunk. */
  moment(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.chance.between(0, 2_000)));
  }

  /** As when a telephone needs the memory. */
  async killTab(): Promise<void> {
    const session = await this.#context?.newCDPSession(this.page);
    const gone = this.page.waitForEvent("crash");
    void session?.send("Page.crash").catch(() => undefined);
    await gone;
    await this.page.close();
  }

  async killBrowser(): Promise<void> {
    const lock = await readlink(join(this.#profile, "SingletonLock"));
    const closed = this.#context?.waitForEvent("close");
    process.kill(Number(lock.split("-").at(-1)), "SIGKILL");
    await closed;
  }

  /** The consultation's id, once there is a note to read. */
  async note(): Promise<string> {
    await expect
      .poll(async () => (await this.#newest())?.status, { timeout: SLOW * 2, interval: 250 })
      .toBe("ready");
    return (await this.#newest())?.id ?? "";
  }

  async read<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.server.url}${path}`)).json()) as T;
  }

  async #newest(): Promise<{ id: string; status: string } | undefined> {
    const { items } = await this.read<{ items: { id: string; status: string }[] }>(
      "/v1/consultations?limit=1",
    ).catch(
      () => ({ items: [] }), // the server may be away
    );
    return items[0];
  }
}
