// @vitest-environment node
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hasUnfinished } from "./mark";
import { database } from "./database";
import { forgetAllOf, KeptRecording, Unreadable } from "./kept-recording";

const BEGINNING = { owner: "ana", mediaType: "audio/webm;codecs=opus", wish: { patient_label: "Box 3" } };
const full = () => Promise.reject(new DOMException("", "QuotaExceededError")) as never;
const text = async (blob: Blob | undefined) => blob?.text();

async function withChunks(...sounds: string[]): Promise<KeptRecording> {
  const kept = await KeptRecording.begin({ ...BEGINNING, id: crypto.randomUUID() });
  for (const [place, sound] of sounds.entries()) await kept.add(new Blob([sound]), (place + 1) * 2_000);
  return kept;
}

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
    clear: () => stored.clear(),
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(database.tables.map((table) => table.clear()));
});

it("outlives the page: what was added is there on the next visit, byte for byte", async () => {
  const { facts } = await withChunks("uno", "dos", "tres");
  const again = await KeptRecording.open(facts.id);
  expect(again?.facts).toEqual({ ...facts, chunks: 3, milliseconds: 6_000 });
  expect(again?.wish).toEqual(BEGINNING.wish);
  expect(await text(await again?.chunk(1))).toBe("dos");
  const sound = await again?.sound();
  expect([await text(sound), sound?.type]).toEqual(["unodostres", "audio/webm"]);
  expect(hasUnfinished()).toBe(true);
});

it("goes on counting where it was", async () => {
  const { facts } = await withChunks("uno");
  const again = await KeptRecording.open(facts.id);
  expect((await again?.add(new Blob(["dos"]), 4_000))?.number).toBe(1);
  expect(await text(await again?.sound())).toBe("unodos");
});

it("writes neither sound nor names in clear, and its key cannot be taken out", async () => {
  await withChunks("El paciente presenta dolor");
  const rows = [...(await database.chunks.toArray()), ...(await database.recordings.toArray())];
  for (const sealed of rows.map((row) => ("sealed" in row ? row.sealed : row.wish))) {
    expect(new TextDecoder("latin1").decode(sealed.data)).not.toMatch(/paciente|Box 3/);
  }
  const [key] = await database.keys.toArray();
  expect(key?.extractable).toBe(false);
});

it("opens no chunk that was changed or put in another's place", async () => {
  const kept = await withChunks("uno", "dos");
  const [first, second] = await database.chunks.toArray();
  if (!first || !second) throw new Error("two were stored");
  await database.chunks.put({ ...second, number: 0 });
  await expect(kept.chunk(0)).rejects.toThrow();
  new Uint8Array(first.sealed.data).reverse();
  await database.chunks.put(first);
  await expect(kept.chunk(0)).rejects.toThrow();
});

it("says that it cannot be read, and not that it is gone, where its words do not open", async () => {
  const { facts } = await withChunks("uno");
  await database.keys.clear();
  await expect(KeptRecording.open(facts.id)).rejects.toBeInstanceOf(Unreadable);
  vi.spyOn(database.recordings, "get").mockImplementation(full);
  await expect(KeptRecording.open(facts.id)).rejects.toBeInstanceOf(Unreadable);
});

it("keeps what the server has until the recording is whole there", async () => {
  const kept = await withChunks("uno", "dos");
  await kept.markSafe(0);
  expect((await kept.overview()).map(({ number, safe }) => [number, safe])).toEqual([
    [0, true],
    [1, false],
  ]);
  expect(await text(await kept.sound())).toBe("unodos");
  await kept.forget();
  expect(await KeptRecording.open(kept.facts.id)).toBeNull();
  expect(await database.chunks.count()).toBe(0);
  expect(hasUnfinished()).toBe(false);
});

it("makes room with what the server has when the device is full", async () => {
  const kept = await withChunks("uno", "dos");
  await kept.markSafe(0);
  vi.spyOn(database.chunks, "add").mockImplementationOnce(full);
  expect(await kept.add(new Blob(["tres"]), 6_000)).toEqual({ number: 2, durable: true });
  expect((await kept.overview()).map(({ number }) => number)).toEqual([1, 2]);
});

it("goes on in memory when there is no room to be made, and says so", async () => {
  const kept = await withChunks("uno");
  const refused = vi.spyOn(database.chunks, "add").mockImplementation(full);
  expect(await kept.add(new Blob(["dos"]), 4_000)).toEqual({ number: 1, durable: false });
  expect(await text(await kept.chunk(1))).toBe("dos");
  refused.mockRestore();
  expect(await kept.add(new Blob(["tres"]), 6_000)).toEqual({ number: 2, durable: true });
  expect(await text(await kept.sound())).toBe("unodostres");
});

it("records in memory alone where the browser keeps nothing at all", async () => {
  vi.spyOn(database.recordings, "add").mockImplementation(full);
  vi.spyOn(database, "transaction").mockImplementation(full);
  const kept = await withChunks("uno", "dos");
  expect(await text(await kept.sound())).toBe("unodos");
  expect((await kept.overview()).map(({ number }) => number)).toEqual([0, 1]);
});

it("leaves nothing of who asks for that, and all of the others", async () => {
  const mine = await withChunks("uno");
  const other = await KeptRecording.begin({ ...BEGINNING, id: "another", owner: "luis" });
  await forgetAllOf("ana");
  expect(await KeptRecording.open(mine.facts.id)).toBeNull();
  expect(await KeptRecording.open(other.facts.id)).not.toBeNull();
  expect(await database.chunks.count()).toBe(0);
});
