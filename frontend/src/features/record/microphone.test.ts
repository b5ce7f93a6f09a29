import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Microphone } from "./microphone";

const graph = { stream: "of the graph" };
let state: AudioContextState;
let resume: () => Promise<void>;

class Node {
  stream = graph;
  connect = vi.fn();
  disconnect = vi.fn();
  getFloatTimeDomainData = vi.fn();
}

function device() {
  return { getAudioTracks: () => [], getTracks: () => [] };
}

beforeEach(() => {
  vi.useFakeTimers();
  state = "suspended";
  vi.stubGlobal("MediaRecorder", Node);
  vi.stubGlobal("MediaStreamAudioDestinationNode", Node);
  vi.stubGlobal("MediaStreamAudioSourceNode", Node);
  vi.stubGlobal("AnalyserNode", Node);
  vi.stubGlobal(
    "AudioContext",
    class {
      get state() {
        return state;
      }
      resume = () => resume();
      close = () => Promise.resolve();
    },
  );
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: { getUserMedia: vi.fn(() => Promise.resolve(device())) },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "mediaDevices");
});

describe("the sound graph", () => {
  it("is what is recorded, whatever the device", async () => {
    resume = () => {
      state = "running";
      return Promise.resolve();
    };
    const microphone = await Microphone.open("", vi.fn());
    expect(microphone.stream).toBe(graph);
    await microphone.use("another");
    expect(microphone.stream).toBe(graph);
    expect(microphone.level()).toBe(0);
  });

  it("is gone without where it does not start, as in Firefox without a loudspeaker", async () => {
    resume = () => new Promise(() => undefined);
    const opening = Microphone.open("", vi.fn());
    await vi.advanceTimersByTimeAsync(3_000);
    const microphone = await opening;
    const first = microphone.stream;
    expect(first).not.toBe(graph);
    expect(microphone.level()).toBeNull();

    await microphone.use("another"); // without waiting again
    expect(microphone.stream).not.toBe(graph);
    expect(microphone.stream).not.toBe(first);
  });
});
