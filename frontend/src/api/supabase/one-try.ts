/**
 * `fetch` for supabase-js, which would try for half a minute where Supabase does not answer, while every request
 * of the app waits for its token. So that it does not, trouble on the way looks like a refusal: `UNREACHABLE`.
 */
export async function oneTry(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await Promise.race([fetch(input, init).catch(() => null), later()]);
  return response && response.status < 500
    ? response
    : Response.json({ error_code: UNREACHABLE }, { status: 408 });
}

export const UNREACHABLE = "unreachable";

const ANSWER_WITHIN = 10_000; // milliseconds

function later(): Promise<null> {
  return new Promise((done) => setTimeout(() => done(null), ANSWER_WITHIN));
}
