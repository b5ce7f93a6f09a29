import { client, type Schemas } from "./client";
import { done } from "./done";

/** The note as it is now, past every cache. */
export function readNote(id: string): Promise<Schemas["NoteView"]> {
  return done(
    client.GET("/v1/consultations/{consultation_id}/note", { params: { path: { consultation_id: id } } }),
  );
}
