import { api } from "./client";

/** Who said what and when; empty until the engine has been through. */
export function useTranscript(id: string) {
  return api.useQuery("get", "/v1/consultations/{consultation_id}/transcript", {
    params: { path: { consultation_id: id } },
  });
}
