import { api } from "./client";

/** The note as it stands; 409 (`not_ready`) before there is one. */
export function useNote(id: string, enabled: boolean) {
  return api.useQuery(
    "get",
    "/v1/consultations/{consultation_id}/note",
    { params: { path: { consultation_id: id } } },
    { enabled, retry: false },
  );
}
