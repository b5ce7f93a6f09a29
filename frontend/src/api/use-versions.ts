import { api } from "./client";

/** The note's history, newest first. */
export function useVersions(id: string) {
  return api.useQuery("get", "/v1/consultations/{consultation_id}/note/versions", {
    params: { path: { consultation_id: id } },
  });
}
