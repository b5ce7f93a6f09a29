import { client, type Schemas } from "./client";

/** Which chunks have arrived. */
export async function readRecording(consultationId: string): Promise<Schemas["RecordingView"]> {
  const { data, error } = await client.GET("/v1/consultations/{consultation_id}/recording", {
    params: { path: { consultation_id: consultationId } },
  });
  if (!data) throw error;
  return data;
}
