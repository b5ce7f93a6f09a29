import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { follow, type LiveEvent } from "./feed";

class Socket {
  static made: Socket[] = [];
  static readonly OPEN = 1;
  static readonly CONNECTING = 0;
  readyState = Socket.CONNECTING;
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    Socket.made.push(this);
  }
  say(id: number | null) {
    this.onmessage?.({
      data: JSON.stringify({ id, type: "progress", consultation_id: "c", at: "", data: {} }),
    });
  }
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  close() {
    this.drop(1000);
  }
}

const newest = () => Socket.made.at(-1) as Socket;
let heard: (number | null)[];
let opened: number;
let failed: number;

function listen(token: string | null = null) {
  return follow({
    url: (after) => `ws://here/${after ?? ""}`,
    token: () => Promise.resolve(token),
    onEvent: (event: LiveEvent) => heard.push(event.id),
    onOpen: () => (opened += 1),
    onFail: () => (failed += 1),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Socket);
  Socket.made = [];
  heard = [];
  opened = 0;
  failed = 0;
});

afterEach(() => vi.useRealTimers());

it("asks after an interruption for what it missed, and hears nothing twice", async () => {
  const feed = listen();
  await vi.advanceTimersByTimeAsync(0);
  expect(newest().url).toBe("ws://here/");
  newest().onopen?.();
  newest().say(7);
  newest().say(8);
  newest().drop();
  await vi.advanceTimersByTimeAsync(500);
  expect(Socket.made).toHaveLength(2);
  expect(newest().url).toBe("ws://here/8");
  newest().onopen?.();
  newest().say(8);
  newest().say(9);
  expect(heard).toEqual([7, 8, 9]);
  expect(opened).toBe(2);
  feed.close();
});

it("hears what is not kept as well, and asks for nothing by it", async () => {
  const feed = listen();
  await vi.advanceTimersByTimeAsync(0);
  newest().onopen?.();
  for (const id of [7, null, null, 8]) newest().say(id);
  newest().drop();
  await vi.advanceTimersByTimeAsync(500);
  expect(newest().url).toBe("ws://here/8");
  expect(heard).toEqual([7, null, null, 8]);
  feed.close();
});

it("waits longer from one failure to the next, but not once the network is back", async () => {
  const feed = listen();
  await vi.advanceTimersByTimeAsync(0);
  newest().drop();
  await vi.advanceTimersByTimeAsync(500);
  newest().drop();
  await vi.advanceTimersByTimeAsync(500);
  expect(Socket.made).toHaveLength(2);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(Socket.made).toHaveLength(3);
  expect(failed).toBe(2);
  feed.close();
});

it("carries the token in the subprotocols and does not come back where it has no business", async () => {
  listen("abc");
  await vi.advanceTimersByTimeAsync(0);
  expect(newest().protocols).toEqual(["medic-scribe", "bearer.abc"]);
  newest().drop(4403);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(Socket.made).toHaveLength(1);
});
