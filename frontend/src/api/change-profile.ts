import { client, type Schemas } from "./client";
import { done } from "./done";

/** What is left out stays as it is. */
export function changeProfile(change: Schemas["ProfileChange"]): Promise<Schemas["ProfileView"]> {
  return done(client.PATCH("/v1/profile", { body: change }));
}
