// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Facts, KeptRecording, Wish } from "@/lib/keeping/kept-recording";

/** A server that keeps chunks, and says no when it is told to. */
const server = vi.hoisted(() => ({
  consultations: [] as {
    label: string | undefined;
    chunks: Map<number, string>;
    finished: number | null;
    abandoned: boolean;
  }[],
  refusals: [] as unknown[],
  /** What happens between a question and its answer. */
  meanwhile: () => {},
}));

const problem = (code: string, status = 409, retry = false) => ({
  code,
  status,
  retry,
  detail: code,
  title: code,
});

vi.mock("@/api/create-consultation", () => ({
  createConsultation: ({ patient_label: label }: Wish) => {
    refuse();
    server.consultations.push({ label, chunks: new Map(), finished: null, abandoned: false });
    server.meanwhile();
    return Promise.resolve({ id: String(server.consultations.length - 1) });
  },
}));
vi.mock("@/api/change-consultation", () => ({
  changeConsultation: async (id: string, { patient_label }: Wish) => {
    refuse();
    of(id).label = patient_label;
    return Promise.resolve();
  },
}));
vi.mock("@/api/send-chunk", () => ({
  sendChunk: async (id: string, number: number, data: Blob, mediaType: string) => {
    refuse();
    const consultation = of(id);
    if (consultation.abandoned) throw problem("already_exists");
    consultation.chunks.set(number, `${mediaType}:${await read(data)}`);
  },
}));
vi.mock("@/api/read-recording", () => ({
  readRecording: (id: string) => Promise.resolve({ chunks: [...of(id).chunks.keys()].sort() }),
}));
vi.mock("@/api/finish-recording", () => ({
  finishRecording: async (id: string, chunks: number) => {
    refuse();
    if (of(id).chunks.size !== chunks) throw problem("chunks_missing");
    of(id).finished = chunks;
    return Promise.resolve();
  },
}));

const { Delivery } = await import("./delivery");

function refuse(): void {
  const refusal = server.refusals.shift();
  if (refusal !== undefined) throw refusal;
}

function of(id: string) {
  const consultation = server.consultations[Number(id)];
  if (!consultation) throw problem("not_found", 404);
  return consultation;
}

/** jsdom's Blob cannot be read otherwise. */
function read(data: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsText(data);
  });
}

/** What a device keeps, without a device. */
function keeping(...sounds: string[]) {
  const safe = new Set<number>();
  const state = {
    facts: {
      owner: "open",
      consultationId: null,
      told: false,
      chunks: sounds.length,
      mediaType: "audio/webm",
    } as Facts,
    wish: { patient_label: "Box 3" } as Wish,
    forgotten: false,
    safe,
    chunk: (number: number) =>
      Promise.resolve(sounds[number] === undefined ? undefined : new Blob([sounds[number]])),
    overview: () => Promise.resolve(sounds.map((_, number) => ({ number, end: 0, safe: safe.has(number) }))),
    markSafe: (number: number, is = true) => {
      if (is) safe.add(number);
      else safe.delete(number);
      return Promise.resolve();
    },
    change: (part: Partial<Facts>) => {
      state.facts = { ...state.facts, ...part };
      return Promise.resolve();
    },
    changeWish: (wish: Wish) => {
      state.wish = wish;
      return state.change({ told: false });
    },
    forget: () => {
      state.forgotten = true;
      return Promise.resolve();
    },
  };
  return state;
}

const open: { close: () => void }[] = [];
function deliver(kept: ReturnType<typeof keeping>, options = {}) {
  const delivery = new Delivery(kept as unknown as KeptRecording, options);
  open.push(delivery);
  return delivery;
}

beforeEach(() => {
  [server.consultations, server.refusals, server.meanwhile] = [[], [], () => {}];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  open.splice(0).forEach((delivery) => delivery.close());
  vi.useRealTimers();
});

it("makes one consultation, sends what is kept, finishes, and only then lets go of it", async () => {
  const kept = keeping("uno", "dos", "tres", "cuatro");
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await delivery.drained();
  expect(kept.forgotten).toBe(false);
  expect(await delivery.finish()).toBe("0");
  expect([...of("0").chunks.values()].sort()).toEqual(
    ["uno", "dos", "tres", "cuatro"].map((sound) => `audio/webm:${sound}`).sort(),
  );
  expect([of("0").finished, kept.forgotten, server.consultations.length]).toEqual([4, true, 1]);
});

it("sends again what the server lost before it finished", async () => {
  const kept = keeping("uno", "dos", "tres");
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await delivery.drained();
  of("0").chunks.delete(1);
  await delivery.finish();
  expect(of("0").chunks.get(1)).toBe("audio/webm:dos");
});

it("finishes with what the server has beyond what this device remembers", async () => {
  const kept = keeping("uno", "dos");
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await delivery.drained();
  of("0").chunks.set(2, "in memory only, of a page that is gone");
  await delivery.finish();
  expect(of("0").finished).toBe(3);
});

it("makes another consultation of all of it where the server had given the first one up", async () => {
  const kept = keeping("uno", "dos", "tres");
  kept.safe.add(0);
  await kept.change({ consultationId: "0" });
  server.consultations.push({ label: "Box 3", chunks: new Map([[0, "x"]]), finished: 1, abandoned: true });
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  expect(await delivery.finish()).toBe("1");
  expect([of("1").chunks.size, of("1").finished, of("0").finished]).toEqual([3, 3, 1]);
});

it("waits for the network, and for whoever recorded it to sign in", async () => {
  const reasons: string[] = [];
  const kept = keeping("uno");
  server.refusals = [
    new TypeError("network"),
    problem("unauthenticated", 401),
    problem("chunk_corrupt", 422, true),
  ];
  const delivery = deliver(kept, { onWaiting: (reason: string) => reasons.push(reason) });
  const done = delivery.sendTheRest().then(() => delivery.finish());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await done).toBe("0");
  expect(reasons).toEqual(["network", "signed_out", "network"]);
});

it("sends nothing in another's name", async () => {
  const kept = keeping("uno");
  kept.facts = { ...kept.facts, owner: "ana" };
  const reasons: string[] = [];
  const delivery = deliver(kept, { onWaiting: (reason: string) => reasons.push(reason) });
  await delivery.sendTheRest();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.consultations).toEqual([]);
  expect(new Set(reasons)).toEqual(new Set(["signed_out"]));
});

it("says what cannot succeed", async () => {
  const kept = keeping("uno");
  server.refusals = [problem("bad_request", 422)];
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await expect(delivery.finish()).rejects.toMatchObject({ code: "bad_request" });
  expect(kept.forgotten).toBe(false);
});

/** All that there is was sent, and then the recording got another name. */
async function renamed() {
  const kept = keeping("uno");
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await delivery.drained();
  await kept.changeWish({ patient_label: "Box 7" });
  return delivery;
}

it("tells what changed while the consultation was being made", async () => {
  const kept = keeping("uno");
  server.meanwhile = () => void kept.changeWish({ patient_label: "Box 7" });
  const delivery = deliver(kept);
  await delivery.sendTheRest();
  await delivery.finish();
  expect(of("0").label).toBe("Box 7");
});

it("tells what changed without a network once it is back", async () => {
  const delivery = await renamed();
  server.refusals = [new TypeError("network")];
  const told = delivery.tellWish();
  await vi.advanceTimersByTimeAsync(10_000);
  await told;
  expect(of("0").label).toBe("Box 7");
});

it("finishes though the server will not have the new name", async () => {
  const delivery = await renamed();
  server.refusals = [problem("bad_request", 422)];
  await delivery.finish();
  expect([of("0").label, of("0").finished]).toEqual(["Box 3", 1]);
});
