import { client, type Schemas } from "./client";
import { done } from "./done";

/** Lock the version that was read. Throws `findings_open` while there are any. */
export function signNote(id: string, version: number): Promise<Schemas["NoteView"]> {
  return done(
    client.POST("/v1/consultations/{consultation_id}/note/sign", {
      params: { path: { consultation_id: id }, header: { "if-match": `"${version}"` } },
    }),
  );
}
