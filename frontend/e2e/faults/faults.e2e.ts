/**
 * Breaks whatever can break between a microphone and a note, at random moments, and compares what the server
 * has in the end with what the microphone gave. `make faults N=5 SEED=…`
 */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Running, startServer } from "../server";
import { chanceOf } from "./chance";
import type { Mischief } from "./proxy";
import { Stage } from "./stage";
import { type Outcome, tableOf } from "./table";

const TIMES = Number(process.env.FAULTS || 1);
const SEED = Number(process.env.SEED || Date.now() % 1_000_000);
const FAST = { ENVIRONMENT: "test", IDENTITY: "open", SPEECH_ENGINE: "fake", NOTE_ENGINE: "fake" };

const outcomes: Outcome[] = [];
let fast: Running;
let whisper: Running;
let stage: Stage;

beforeAll(async () => {
  fast = await startServer(FAST);
  whisper = await startServer({ IDENTITY: "open" });
});

afterEach(() => stage.clear());

afterAll(async () => {
  await Promise.all([fast.stop(), whisper.stop()]);
  process.stdout.write(`\nseed ${SEED}\n${tableOf(outcomes)}\n`);
});

const FAULTS: Record<string, (stage: Stage) => Promise<void>> = {
  "tab killed, finished on the next visit": async (stage) => {
    await stage.record(3);
    await stage.moment();
    await stage.killTab();
    await stage.openPage("/");
    await stage.finish();
  },
  "tab killed twice, recorded on each time": async (stage) => {
    await stage.record(2);
    for (let killed = 0; killed < 2; killed++) {
      await stage.moment();
      await stage.killTab();
      await stage.openPage("/");
      await stage.recordOn(2);
    }
    await stage.moment();
    await stage.finish();
  },
  "browser killed without a network, recorded on": async (stage) => {
    await stage.record(2);
    await stage.moment();
    stage.proxy.cut();
    await stage.witness.has(stage.witness.blobs.length + 2);
    await stage.moment();
    await stage.killBrowser();
    stage.proxy.mend();
    await stage.openBrowser();
    await stage.openPage("/");
    await stage.recordOn(2);
    await stage.finish();
  },
  "tab killed while the last seconds wait for the network": async (stage) => {
    await stage.record(2);
    stage.proxy.cut();
    await stage.witness.has(4);
    await stage.moment();
    await stage.finish();
    await stage.page.getByText("Guardando los últimos segundos").first().waitFor();
    await stage.page.getByText(/Puede salir de esta página/).waitFor();
    await stage.killTab();
    stage.proxy.mend();
    await stage.openPage("/"); // it needs no more than that
  },
  "network cut in the middle": async (stage) => {
    await stage.record(2);
    await stage.moment();
    stage.proxy.cut();
    await stage.page.getByText(/Sin conexión: la grabación sigue y está a salvo/).waitFor();
    await stage.witness.has(stage.witness.blobs.length + 2);
    await stage.moment();
    stage.proxy.mend();
    await stage.moment();
    await stage.finish();
  },
  "server killed in the middle of a chunk": async (stage) => {
    await stage.record(2);
    const killed = new Promise<void>((resolve) => {
      stage.proxy.onHalf = () => void stage.server.kill().then(resolve);
    });
    let half = false;
    stage.proxy.mischief = () => (half ? "none" : ((half = true), "half"));
    await killed;
    await stage.moment();
    await stage.server.restart();
    await stage.moment();
    await stage.finish();
  },
  "chunks corrupted, repeated, overtaken, unanswered": async (stage) => {
    const ways: Mischief[] = ["corrupt", "twice", "late", "unanswered", "none"];
    stage.proxy.mischief = () => ways[stage.chance.between(0, ways.length - 1)] ?? "none";
    await stage.record(6);
    await stage.moment();
    await stage.finish();
    await stage.note();
    const { corrupt, twice, late, unanswered } = stage.proxy.done;
    expect(corrupt + twice + late + unanswered).toBeGreaterThan(0);
  },
};

for (let time = 1; time <= TIMES; time++) {
  it.each(Object.entries(FAULTS))(`loses nothing: %s (${time})`, async (fault, happen) => {
    stage = await Stage.set(fast, chanceOf(SEED + time));
    await stage.openBrowser();
    await happen(stage);
    const { id, seconds } = await compared(fault);
    const { utterances } = await stage.read<Transcript>(`/v1/consultations/${id}/transcript`);
    expect(utterances.map(({ text }) => text).join(" ")).toContain("paracetamol"); // the last that the engine says
    expect(seconds).toBeGreaterThan((stage.witness.blobs.length - 2) * 2);
  });

  it(`loses nothing: server killed in the middle of the transcription (${time})`, async () => {
    stage = await Stage.set(whisper, chanceOf(SEED + time));
    await stage.openBrowser();
    await stage.record(4);
    await stage.finish();
    await stage.page.waitForURL("**/consultations/*");
    await stage.moment();
    await whisper.kill();
    await stage.moment();
    await whisper.restart();
    const { id, seconds } = await compared("server killed in the middle of the transcription");
    const { utterances } = await stage.read<Transcript>(`/v1/consultations/${id}/transcript`);
    expect(utterances.map(({ text }) => text).join(" ")).toMatch(/paciente presenta/i);
    expect(utterances.at(-1)?.end ?? 0).toBeGreaterThan(seconds - 4); // the voice says it every three seconds
  });
}

interface Transcript {
  utterances: { text: string; end: number }[];
}

/** Byte for byte what the microphone gave, and a note of it. */
async function compared(fault: string): Promise<{ id: string; seconds: number }> {
  const id = await stage.note();
  const there = Buffer.from(
    await (await fetch(`${stage.server.url}/v1/consultations/${id}/audio`)).arrayBuffer(),
  );
  const given = stage.witness.sound();
  const { seconds } = await stage.read<{ seconds: number }>(`/v1/consultations/${id}`);
  outcomes.push({ fault, seconds, chunks: stage.witness.blobs.length, lost: lostOf(given, there) });
  expect(there.equals(given), `${there.length} bytes there, ${given.length} given`).toBe(true);
  const note = await stage.read<{ sections: { statements: unknown[] }[] }>(`/v1/consultations/${id}/note`);
  expect(note.sections.flatMap(({ statements }) => statements).length).toBeGreaterThan(0);
  return { id, seconds };
}

/** Bytes from the first difference on. */
function lostOf(given: Buffer, there: Buffer): number {
  const place = given.findIndex((byte, at) => byte !== there[at]);
  return place === -1 ? 0 : given.length - place;
}
