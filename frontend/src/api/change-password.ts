import { client } from "./client";
import { currentSession, keepSession } from "./session";
import { sessionOf } from "./tokens";

/** Ends all sessions but the new one, which this device goes on with. */
export async function changePassword(passwords: { current: string; new: string }): Promise<void> {
  const session = currentSession();
  if (session?.keeper === "supabase") {
    keepSession(await (await import("./supabase/accounts")).changePassword(session, passwords));
    return;
  }
  const { data, error } = await client.PUT("/v1/auth/password", { body: passwords });
  if (!data) throw error;
  keepSession(sessionOf(data));
}
