import { client, type Schemas } from "./client";

export async function createConsultation(
  consultation: Partial<Schemas["NewConsultation"]>,
): Promise<Schemas["ConsultationView"]> {
  const { data, error } = await client.POST("/v1/consultations", {
    body: { patient_label: "", instruction: "", language: "es", ...consultation },
  });
  if (!data) throw error;
  return data;
}
