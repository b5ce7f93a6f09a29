import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentSession, keepSession, type Session } from "./session";
import { accessToken, authorised, replacedToken } from "./tokens";

const SPENT = { userId: "ana", accessToken: "a0", refreshToken: "r0", expiresAt: 0 };

/** What the server answers to each refresh, in order, and the tokens that it was shown. */
let answers: (() => Response)[];
let shown: string[];

const pair = (number: number) => () =>
  Response.json({
    user_id: "ana",
    access_token: `a${number}`,
    refresh_token: `r${number}`,
    token_type: "Bearer",
    expires_in: 900,
  });
const status = (code: number) => () => new Response(null, { status: code });
const lost = (): Response => {
  throw new TypeError("network");
};

beforeEach(() => {
  shown = [];
  vi.stubGlobal(
    "fetch",
    async (_address: string, { body, signal }: { body: string; signal: AbortSignal }) => {
      shown.push((JSON.parse(body) as { refresh_token: string }).refresh_token);
      await Promise.resolve();
      signal.throwIfAborted();
      return answers.shift()?.();
    },
  );
  keepSession(SPENT);
});

afterEach(() => vi.unstubAllGlobals());

it("shows the same token again where the answer to it was lost", async () => {
  answers = [lost, pair(1)];
  await expect(accessToken()).rejects.toThrow("network");
  expect(currentSession()).toEqual(SPENT);
  expect(await accessToken()).toBe("a1");
  expect(shown).toEqual(["r0", "r0"]);
});

it("does the same where the answer broke off, or did not come in time", async () => {
  answers = [() => new Response("{"), pair(1), pair(2)];
  await expect(accessToken()).rejects.toThrow();
  vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(AbortSignal.abort());
  await expect(accessToken()).rejects.toThrow();
  expect(await accessToken()).toBe("a1");
  expect(shown).toEqual(["r0", "r0", "r0"]);
});

it("asks once for all who wait, those whose token was refused too", async () => {
  answers = [pair(1)];
  expect(await Promise.all([accessToken(), replacedToken("a0"), accessToken()])).toEqual(["a1", "a1", "a1"]);
  expect(shown).toEqual(["r0"]);
});

it("takes what another tab got meanwhile", async () => {
  const theirs: Session = {
    ...SPENT,
    accessToken: "a9",
    refreshToken: "r9",
    expiresAt: Date.now() + 900_000,
  };
  const waiting = accessToken();
  keepSession(theirs);
  expect(await waiting).toBe("a9");
  expect(shown).toEqual([]);
});

it.each([
  ["is over", 401, null, null],
  ["stays where the server is busy or broken", 503, "a0", SPENT],
])("the session %s", async (_what, code, token, session) => {
  answers = [status(code)];
  expect(await accessToken()).toBe(token);
  expect(currentSession()).toEqual(session);
});

it.each([
  ["once more with a fresh token", [401, 200], ["a1", "a2"], 200],
  ["no third time", [401, 401], ["a1", "a2"], 401],
  ["once where it is refused for another reason", [403], ["a1"], 403],
])("sends %s", async (_what, statuses, tokens, status) => {
  answers = [pair(1), pair(2)];
  const sent: (string | null)[] = [];
  const answer = await authorised((token) =>
    Promise.resolve({ status: statuses[sent.push(token) - 1] ?? 0 }),
  );
  expect(answer.status).toBe(status);
  expect(sent).toEqual(tokens);
});
