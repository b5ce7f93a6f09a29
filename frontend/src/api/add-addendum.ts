import { client, type Schemas } from "./client";
import { done } from "./done";

/** After signing: signed as it is written. */
export function addAddendum(id: string, text: string): Promise<Schemas["NoteView"]> {
  return done(
    client.POST("/v1/consultations/{consultation_id}/note/addenda", {
      params: { path: { consultation_id: id } },
      body: { text },
    }),
  );
}
