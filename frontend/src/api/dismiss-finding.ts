import { client } from "./client";
import { done } from "./done";

/** It may stay as it is, for a reason that is kept with the note. */
export async function dismissFinding(id: string, finding: number, reason: string): Promise<void> {
  await done(
    client.POST("/v1/consultations/{consultation_id}/findings/{finding_id}/dismiss", {
      params: { path: { consultation_id: id, finding_id: finding } },
      body: { reason },
    }),
  );
}
