import { client } from "./client";
import { currentSession } from "./session";

/** Ends this session on the server, or all of them. */
export async function signOut(everywhere: boolean): Promise<void> {
  const session = currentSession();
  if (session?.keeper === "supabase") {
    await (await import("./supabase/accounts")).signOut(session, everywhere);
    return;
  }
  const { error } = everywhere
    ? await client.POST("/v1/auth/sign-out-everywhere")
    : await client.POST("/v1/auth/sign-out");
  if (error) throw error;
}
