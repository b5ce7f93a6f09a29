import { client, type Schemas } from "./client";
import { done } from "./done";

/** Have the note written again, or one section of it. An event tells when it is there. */
export function regenerateNote(
  id: string,
  wish: Schemas["Regeneration"],
): Promise<Schemas["ConsultationView"]> {
  return done(
    client.POST("/v1/consultations/{consultation_id}/note/regenerate", {
      params: { path: { consultation_id: id } },
      body: wish,
    }),
  );
}
