/**
 * Deletes audio past its retention, on a schedule: asks the API, which knows whose recording is kept how long.
 *
 * Secrets: `MEDIC_SCRIBE_URL` (where the API is, with its `/api` if it has one) and `MAINTENANCE_TOKEN`, which
 * the caller must show as well (`Authorization: Bearer …`). Answers counts only. docs/supabase.md has the schedule.
 */
import { purge } from "./purge.ts";

Deno.serve(async (request) => {
  const url = Deno.env.get("MEDIC_SCRIBE_URL");
  const token = Deno.env.get("MAINTENANCE_TOKEN");
  if (!url || !token) return answer(500, { ok: false, reason: "misconfigured" });
  if (request.method !== "POST") return answer(405, { ok: false, reason: "method_not_allowed" });
  const given = request.headers.get("Authorization")?.match(/^Bearer (.+)$/i)?.[1] ?? "";
  if (!(await same(given, token))) return answer(401, { ok: false, reason: "unauthenticated" });

  const outcome = await purge(url, token);
  console.log(JSON.stringify({ event: "purge", ...outcome }));
  return answer(outcome.ok ? 200 : 502, outcome);
});

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

/** Compares digests, so that the time it takes does not tell how much of the token is right. */
async function same(given: string, expected: string): Promise<boolean> {
  const [one, other] = await Promise.all([digest(given), digest(expected)]);
  return one.reduce((difference, byte, at) => difference | (byte ^ (other[at] ?? 0)), 0) === 0;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
