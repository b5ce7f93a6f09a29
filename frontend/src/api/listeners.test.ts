// @vitest-environment node
import { expect, it, vi } from "vitest";
import { Listeners } from "./listeners";

it("tells all of a change, until they no longer want to know", () => {
  const listeners = new Listeners();
  const { add } = listeners; // handed to React on its own
  const [one, other] = [vi.fn(), vi.fn()];
  const forget = add(one);
  add(other);
  listeners.tell();
  forget();
  listeners.tell();
  expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 2]);
});
