/** Who is signed in on this device. With open identity there is never a session, and none is needed. */

export interface Session {
  /** Who keeps the account: our own server, unless it says otherwise. */
  keeper?: "supabase";
  userId: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** What came of an attempt to renew one: another, or that it is over, or that it should be tried later. */
export type Renewal = Session | "over" | "later";

const KEY = "medic-scribe.session";
const listeners = new Set<() => void>();
let known: { text: string | null; session: Session | null } = { text: null, session: null };

/** Read anew each time: another tab may have changed it. The same object while nothing changes. */
export function currentSession(): Session | null {
  const text = localStorage.getItem(KEY);
  if (text !== known.text) known = { text, session: text ? (JSON.parse(text) as Session) : null };
  return known.session;
}

export function keepSession(session: Session | null): void {
  if (session) localStorage.setItem(KEY, JSON.stringify(session));
  else localStorage.removeItem(KEY);
  listeners.forEach((listener) => listener());
}

export function onSessionChange(listener: () => void): () => void {
  const fromAnotherTab = (event: StorageEvent) => {
    if (event.key === KEY) listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromAnotherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromAnotherTab);
  };
}
