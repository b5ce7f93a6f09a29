import { client } from "./client";

/** The account, every consultation, templates and vocabulary, for good. */
export async function deleteMyData(): Promise<void> {
  const { error } = await client.DELETE("/v1/profile");
  if (error) throw error;
}
