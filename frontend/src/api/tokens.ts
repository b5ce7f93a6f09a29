import { API_URL } from "./addresses";
import type { components } from "./schema";
import { currentSession, keepSession, type Renewal, type Session } from "./session";

const EARLY = 30_000; // milliseconds before the end at which a token is replaced

const ANSWER_WITHIN = 10_000; // milliseconds; all other requests wait meanwhile

/** Sends with the caller's token. Where it is refused once, again with a fresh one. */
export async function authorised<Answer extends { status: number }>(
  send: (token: string | null) => Promise<Answer>,
): Promise<Answer> {
  const token = await accessToken();
  const answer = await send(token);
  if (answer.status !== 401 || !token) return answer;
  const fresh = await replacedToken(token);
  return fresh ? send(fresh) : answer;
}

/** The token for the next request: the one there is, or a fresh one where that is about to end. */
export async function accessToken(): Promise<string | null> {
  const session = currentSession();
  if (!session) return null;
  if (session.expiresAt - EARLY > Date.now()) return session.accessToken;
  return (await refreshed(session.refreshToken))?.accessToken ?? null;
}

/** After a refusal: another token than the refused one, or null where the session is over. */
export async function replacedToken(refused: string | null): Promise<string | null> {
  const session = currentSession();
  if (!session) return null;
  if (session.accessToken !== refused) return session.accessToken;
  return (await refreshed(session.refreshToken))?.accessToken ?? null;
}

export function sessionOf(view: components["schemas"]["SessionView"]): Session {
  return {
    userId: view.user_id,
    accessToken: view.access_token,
    refreshToken: view.refresh_token,
    expiresAt: Date.now() + view.expires_in * 1000,
  };
}

/**
 * A refresh token is good once, and shown after its successor was it ends the session. So one tab at a time refreshes,
 * and who waited takes what the other got. Where no answer comes, the token stays, and the next request shows it
 * again: the server takes it, as long as nobody has used the one that was lost.
 */
function refreshed(refreshToken: string): Promise<Session | null> {
  return exclusively(async () => {
    const session = currentSession();
    if (!session || session.refreshToken !== refreshToken) return session;
    const renewal = await renewed(session);
    if (renewal === "later") return session; // the old one stays, the request will say why
    const next = renewal === "over" ? null : renewal;
    keepSession(next);
    return next;
  });
}

async function renewed(session: Session): Promise<Renewal> {
  if (session.keeper !== "supabase") return renewedByUs(session.refreshToken);
  const later = (): Renewal => "later"; // its code cannot be loaded, or nobody says where Supabase is
  return import("./supabase/accounts").then(({ renewed }) => renewed(session.refreshToken)).catch(later);
}

async function renewedByUs(refreshToken: string): Promise<Renewal> {
  const response = await fetch(`${API_URL}/v1/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refresh_token: refreshToken }),
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  });
  if (response.status === 401) return "over";
  if (!response.ok) return "later"; // busy or broken
  return sessionOf((await response.json()) as components["schemas"]["SessionView"]);
}

let last: Promise<unknown> = Promise.resolve();

function exclusively<T>(work: () => Promise<T>): Promise<T> {
  // `locks` exists in secure contexts only; elsewhere at least this tab waits for itself.
  if ("locks" in navigator) return navigator.locks.request("medic-scribe.refresh", work) as Promise<T>;
  const next = last.then(work, work);
  last = next;
  return next;
}
