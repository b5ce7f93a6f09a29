/**
 * Accounts at Supabase, by supabase-js. Loaded only where it is used: it is large.
 *
 * It keeps nothing itself: the session is kept where ours is (`session.ts`), and `tokens.ts` says when to renew it.
 */
import { createClient, type Session as SupabaseSession, type SupabaseClient } from "@supabase/supabase-js";
import type { Renewal, Session } from "../session";
import { oneTry } from "./one-try";
import { supabaseProject } from "./project";
import { refusal, refusalOf } from "./refusal";

/** Status of an answer that says that the session is over, and not that there is trouble. */
const OVER = [400, 401, 403];

export async function signIn(credentials: { email: string; password: string }): Promise<Session> {
  const { data, error } = await (await auth()).signInWithPassword(credentials);
  if (error) throw refusal(error);
  return sessionOf(data.session);
}

/** The session, or null where the address is to be confirmed first, by a link that was sent to it. */
export async function signUp(account: {
  email: string;
  password: string;
  name: string;
}): Promise<Session | null> {
  const { email, password, name } = account;
  const options = { data: { name }, emailRedirectTo: here() };
  const { data, error } = await (await auth()).signUp({ email, password, options });
  if (error) throw refusal(error);
  return data.session && sessionOf(data.session);
}

/** Has a link sent with which the password can be set anew. Does not tell whether there is such an account. */
export async function requestNewPassword(email: string): Promise<void> {
  const { error } = await (await auth()).resetPasswordForEmail(email, { redirectTo: here() });
  if (error) throw refusal(error);
}

/** With what the link brought; its session ends with it. The address whose password it now is. */
export async function setNewPassword(
  link: { accessToken: string; refreshToken: string },
  password: string,
): Promise<string> {
  const client = await auth();
  const opened = await client.setSession({
    access_token: link.accessToken,
    refresh_token: link.refreshToken,
  });
  if (opened.error) throw refusal(opened.error);
  const { data, error } = await client.updateUser({ password });
  if (error) throw refusal(error);
  await client.signOut({ scope: "local" });
  return data.user.email ?? "";
}

/** Whoever sits at an open session must show the password that is to be replaced. */
export async function changePassword(
  session: Session,
  passwords: { current: string; new: string },
): Promise<Session> {
  const client = await auth();
  const { data: owner, error: unknown } = await client.getUser(session.accessToken);
  if (unknown) throw refusal(unknown);
  const { error: wrong } = await client.signInWithPassword({
    email: owner.user.email ?? "",
    password: passwords.current,
  });
  if (wrong) throw refusal(wrong);
  const { error } = await client.updateUser({ password: passwords.new });
  if (error) throw refusal(error);
  await client.signOut({ scope: "others" });
  const { data } = await client.getSession();
  if (!data.session) throw refusalOf("session_not_found");
  return sessionOf(data.session);
}

/** A fresh pair of tokens. */
export async function renewed(refreshToken: string): Promise<Renewal> {
  const { data, error } = await (await auth()).refreshSession({ refresh_token: refreshToken });
  if (data.session) return sessionOf(data.session);
  return error && OVER.includes(error.status ?? 0) ? "over" : "later";
}

export async function signOut(session: Session, everywhere: boolean): Promise<void> {
  const { error } = await (await auth()).admin.signOut(session.accessToken, everywhere ? "global" : "local");
  // Over already is over.
  if (error && !OVER.includes(error.status ?? 0)) throw refusal(error);
}

/** A client of its own each time, which remembers nothing of the call before. */
async function auth(): Promise<SupabaseClient["auth"]> {
  const project = await supabaseProject();
  if (!project) throw refusalOf("email_provider_disabled");
  return createClient(project.url, project.anonKey, {
    global: { fetch: oneTry },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: "implicit" },
  }).auth;
}

function sessionOf(session: SupabaseSession): Session {
  return {
    keeper: "supabase",
    userId: session.user.id,
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresAt: Date.now() + session.expires_in * 1000,
  };
}

/** Where a link in an e-mail leads back to. */
function here(): string {
  return `${location.origin}/`;
}
