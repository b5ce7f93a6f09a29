/**
 * What a link in an e-mail of Supabase's brought along, behind the `#` of the address. Taken out of the address
 * at once: tokens stay neither in it nor in the history.
 */
import { Listeners } from "../listeners";

export type EmailLink =
  /** They may set a password with these tokens, and only that: who follows a stranger's link is not signed in by it. */
  | { kind: "password"; accessToken: string; refreshToken: string }
  | { kind: "confirmed" }
  | { kind: "failed"; code: string };

let link = taken();
const listeners = new Listeners();

export function emailLink(): EmailLink | null {
  return link;
}

export function forgetEmailLink(): void {
  link = null;
  listeners.tell();
}

export const onEmailLinkChange = listeners.add;

function taken(): EmailLink | null {
  const found = emailLinkIn(location.hash);
  if (found) history.replaceState(history.state, "", location.pathname + location.search);
  return found;
}

export function emailLinkIn(hash: string): EmailLink | null {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const code = given.get("error_code") ?? given.get("error");
  if (code) return { kind: "failed", code };
  const accessToken = given.get("access_token");
  const refreshToken = given.get("refresh_token");
  if (!accessToken || !refreshToken) return null;
  const sets = ["recovery", "invite"].includes(given.get("type") ?? "");
  return sets ? { kind: "password", accessToken, refreshToken } : { kind: "confirmed" };
}
