import { client } from "./client";
import { done } from "./done";

/** It was put right. */
export async function resolveFinding(id: string, finding: number): Promise<void> {
  await done(
    client.POST("/v1/consultations/{consultation_id}/findings/{finding_id}/resolve", {
      params: { path: { consultation_id: id, finding_id: finding } },
    }),
  );
}
