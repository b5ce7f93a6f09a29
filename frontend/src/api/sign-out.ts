import { client } from "./client";

/** Ends this session on the server, or all of them. */
export async function signOut(everywhere: boolean): Promise<void> {
  const { error } = everywhere
    ? await client.POST("/v1/auth/sign-out-everywhere")
    : await client.POST("/v1/auth/sign-out");
  if (error) throw error;
}
