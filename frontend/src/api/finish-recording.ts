import { client } from "./client";

/** All chunks are there: the work begins. Finishing twice does no harm. */
export async function finishRecording(
  consultationId: string,
  chunks: number,
  mediaType: string | null,
): Promise<void> {
  const { error } = await client.POST("/v1/consultations/{consultation_id}/recording/finish", {
    params: { path: { consultation_id: consultationId } },
    body: { chunks, media_type: mediaType },
  });
  if (error) throw error;
}
