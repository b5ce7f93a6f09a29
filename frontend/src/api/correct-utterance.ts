import { client, type Schemas } from "./client";
import { done } from "./done";

export function correctUtterance(
  id: string,
  utterance: number,
  change: Schemas["UtteranceChange"],
): Promise<Schemas["UtteranceView"]> {
  return done(
    client.PATCH("/v1/consultations/{consultation_id}/transcript/utterances/{utterance_id}", {
      params: { path: { consultation_id: id, utterance_id: utterance } },
      body: change,
    }),
  );
}
