import { client, type Schemas } from "./client";
import { done } from "./done";

/** The whole note as it shall be. Throws `edit_conflict` where somebody saved after `version`. */
export function saveNote(
  id: string,
  version: number,
  body: Schemas["NoteEdit"],
): Promise<Schemas["NoteView"]> {
  return done(
    client.PUT("/v1/consultations/{consultation_id}/note", {
      params: { path: { consultation_id: id }, header: { "if-match": `"${version}"` } },
      body,
    }),
  );
}
