import { client, type Schemas } from "./client";

export async function changeProfile(change: Schemas["ProfileChange"]): Promise<Schemas["ProfileView"]> {
  const { data, error } = await client.PATCH("/v1/profile", { body: change });
  if (!data) throw error;
  return data;
}
