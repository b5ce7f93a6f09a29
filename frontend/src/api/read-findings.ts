import { client } from "./client";
import { done } from "./done";

/** The findings as they are now, past every cache. */
export function readFindings(id: string) {
  return done(
    client.GET("/v1/consultations/{consultation_id}/findings", { params: { path: { consultation_id: id } } }),
  );
}
