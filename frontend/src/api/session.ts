/** Who is signed in on this device. With open identity there is never a session, and none is needed. */
import { KeptText } from "./kept-text";

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

const kept = new KeptText("medic-scribe.session");
let known: { text: string | null; session: Session | null } = { text: null, session: null };

export const onSessionChange = kept.onChange;

/** Read anew each time: another tab may have changed it. The same object while nothing changes. */
export function currentSession(): Session | null {
  const text = kept.read();
  if (text !== known.text) known = { text, session: text ? (JSON.parse(text) as Session) : null };
  return known.session;
}

export function keepSession(session: Session | null): void {
  kept.write(session && JSON.stringify(session));
}
