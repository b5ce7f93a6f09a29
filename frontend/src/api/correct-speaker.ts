import { client, type Schemas } from "./client";
import { done } from "./done";

/** Everything that one speaker said was said by another. */
export function correctSpeaker(
  id: string,
  change: Schemas["SpeakerChange"],
): Promise<Schemas["TranscriptView"]> {
  return done(
    client.PATCH("/v1/consultations/{consultation_id}/transcript/speakers", {
      params: { path: { consultation_id: id } },
      body: change,
    }),
  );
}
