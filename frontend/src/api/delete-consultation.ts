import { client } from "./client";

/** With its audio, transcript and notes, for good. */
export async function deleteConsultation(id: string): Promise<void> {
  const { error } = await client.DELETE("/v1/consultations/{consultation_id}", {
    params: { path: { consultation_id: id } },
  });
  if (error) throw error;
}
