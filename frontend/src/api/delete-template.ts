import { client } from "./client";
import { done } from "./done";

/** Notes that were written by it stay. */
export async function deleteTemplate(key: string): Promise<void> {
  await done(client.DELETE("/v1/templates/{key}", { params: { path: { key } } }));
}
