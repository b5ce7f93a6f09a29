import { api } from "./client";

/** One consultation; events keep it fresh (`lib/live`). */
export function useConsultation(id: string) {
  return api.useQuery("get", "/v1/consultations/{consultation_id}", {
    params: { path: { consultation_id: id } },
  });
}
