import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeptRecording, Unreadable } from "@/lib/keeping/kept-recording";
import { Microphone } from "./microphone";
import { RecordingSession } from "./recording-session";
import { Delivery } from "./sending/delivery";

/** The recordings of which this page has the lock, and whether another has them. */
const locks = vi.hoisted(() => ({ held: new Set<string>(), elsewhere: false }));

vi.mock("@/lib/keeping/lock", async (original) => {
  const real = await original<typeof import("@/lib/keeping/lock")>();
  return {
    ...real,
    lockFor: (id: string) => {
      if (locks.elsewhere) return Promise.reject(new real.LockedElsewhere());
      locks.held.add(id);
      return Promise.resolve(() => locks.held.delete(id));
    },
  };
});

/** Gives its data when it is told to. */
class Recorder extends EventTarget {
  static isTypeSupported = () => true;
  static made: Recorder[] = [];
  state = "recording";
  ondataavailable: (event: { data: Blob }) => void = () => undefined;
  onstop: () => void = () => undefined;
  constructor(readonly stream: unknown) {
    super();
    Recorder.made.push(this);
  }
  start() {}
  pause() {
    this.state = "paused";
  }
  resume() {
    this.state = "recording";
  }
  stop() {
    this.state = "inactive";
    this.dispatchEvent(new Event("stop"));
  }
}

const tell = vi.fn();
const close = vi.fn();
const microphone = { close, stream: null, level: () => 0 } as unknown as Microphone;
const session = (resumed: string | null = null) =>
  new RecordingSession({ tell, wish: {}, resumed, onMade: vi.fn() });

beforeEach(() => {
  [locks.elsewhere, Recorder.made] = [false, []];
  locks.held.clear();
  vi.resetAllMocks();
  vi.stubGlobal("MediaRecorder", Recorder);
  vi.stubGlobal("navigator", { storage: { persist: () => Promise.resolve(true) } });
});

afterEach(() => vi.unstubAllGlobals());

describe("a page that is left while the browser asks for the microphone", () => {
  it("has the microphone closed and records nothing", async () => {
    let permit: (microphone: Microphone) => void = () => undefined;
    vi.spyOn(Microphone, "open").mockReturnValue(new Promise((resolve) => (permit = resolve)));
    const begin = vi.spyOn(KeptRecording, "begin");
    const left = session();

    const started = left.start("");
    left.close();
    permit(microphone);
    await started;

    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(begin).not.toHaveBeenCalled();
    expect(tell).not.toHaveBeenCalledWith(expect.objectContaining({ type: "granted" }));
  });
});

describe("what it keeps", () => {
  beforeEach(() => {
    vi.spyOn(Microphone, "open").mockResolvedValue(microphone);
  });

  it.each([
    ["a new recording", null],
    ["one of an earlier visit that is gone", "earlier"],
  ])("is this tab's before another can see it: %s", async (_what, resumed) => {
    vi.spyOn(KeptRecording, "open").mockResolvedValue(null);
    let heldAtFirst: string[] = [];
    const begin = vi.spyOn(KeptRecording, "begin").mockImplementation(() => {
      heldAtFirst = [...locks.held];
      return new Promise(() => undefined);
    });
    void session(resumed).start("");
    await vi.waitFor(() => expect(begin).toHaveBeenCalledOnce());
    expect(heldAtFirst).toEqual([begin.mock.calls[0]?.[0].id]);
  });

  it("knows of each chunk the end that it shows", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: 10_000 });
    const recording = session();
    await recording.start("");
    const add = vi.spyOn(KeptRecording.prototype, "add");
    vi.setSystemTime(12_000);
    Recorder.made[0]?.ondataavailable({ data: new Blob(["uno"]) });
    await vi.waitFor(() => expect(add).toHaveBeenCalledOnce());
    expect(add).toHaveBeenCalledWith(expect.anything(), 2_000);
    expect(tell).toHaveBeenCalledWith({ type: "chunk", end: 2_000 });
    recording.close();
    vi.useRealTimers();
  });
});

it("lets go of the page once the last seconds are stored, and marked as the last", async () => {
  vi.spyOn(Microphone, "open").mockResolvedValue(microphone);
  const happened: string[] = [];
  vi.spyOn(KeptRecording.prototype, "add").mockImplementation(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    happened.push("stored");
    return { number: 0, durable: true };
  });
  vi.spyOn(KeptRecording.prototype, "change").mockImplementation((part) => {
    if (part.phase) happened.push(part.phase);
    return Promise.resolve();
  });
  vi.spyOn(Delivery.prototype, "finish").mockResolvedValue("0");
  tell.mockImplementation(({ type }: { type: string }) => {
    if (type === "kept") happened.push(type);
  });
  const recording = session();
  await recording.start("");
  Recorder.made[0]?.ondataavailable({ data: new Blob(["uno"]) });
  expect(await recording.stop()).toBe("0");
  expect(happened).toEqual(["stored", "stopped", "kept"]);
});

describe("a microphone whose stream is another one with each device", () => {
  let recording: RecordingSession;

  beforeEach(async () => {
    const changing = {
      stream: "first",
      level: () => null,
      use: (stream: string) => Promise.resolve(Object.assign(changing, { stream })),
      close,
    };
    vi.spyOn(Microphone, "open").mockResolvedValue(changing as unknown as Microphone);
    recording = session();
    await recording.start("");
  });

  afterEach(() => recording.close());

  it.each<[string, () => Promise<unknown>]>([
    ["changed", () => recording.use("second")],
    ["changed while paused", () => (recording.pause(), recording.resume("second"))],
  ])("is recorded on: %s", async (_, change) => {
    await change();
    Recorder.made[0]?.onstop(); // its stream has ended
    expect(Recorder.made.map(({ stream }) => stream)).toEqual(["first", "second"]);
    expect(tell).not.toHaveBeenCalledWith(expect.objectContaining({ type: "lost" }));
  });

  it("is recorded in one stream while it is the same", async () => {
    await recording.use("first");
    recording.pause();
    await recording.resume("first");
    expect(Recorder.made).toHaveLength(1);
  });
});

describe("why it does not begin", () => {
  const cannotRecord = class extends Recorder {
    override start() {
      throw new DOMException("", "NotSupportedError");
    }
  };

  it.each<[string, () => void]>([
    ["elsewhere", () => (locks.elsewhere = true)],
    ["unreadable", () => vi.spyOn(KeptRecording, "open").mockRejectedValue(new Unreadable())],
    ["unsupported", () => vi.stubGlobal("MediaRecorder", cannotRecord)],
  ])("%s", async (reason, refuse) => {
    vi.spyOn(Microphone, "open").mockResolvedValue(microphone);
    vi.spyOn(KeptRecording, "open").mockResolvedValue(null);
    refuse();
    await session("earlier").start("");
    expect(tell).toHaveBeenLastCalledWith({ type: "refused", reason });
    await vi.waitFor(() => expect(locks.held.size).toBe(0));
    expect(close).toHaveBeenCalledOnce();
  });
});
