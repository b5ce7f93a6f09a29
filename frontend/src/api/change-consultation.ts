import { client, type Schemas } from "./client";

/** Label, template, instruction, consent; what is left out stays as it is. */
export async function changeConsultation(
  id: string,
  change: Schemas["ConsultationChange"],
): Promise<Schemas["ConsultationView"]> {
  const { data, error } = await client.PATCH("/v1/consultations/{consultation_id}", {
    params: { path: { consultation_id: id } },
    body: change,
  });
  if (!data) throw error;
  return data;
}
