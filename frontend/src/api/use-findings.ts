import { api } from "./client";

/** What the safety check found in the note as it stands, settled findings included. */
export function useFindings(id: string, enabled: boolean) {
  return api.useQuery(
    "get",
    "/v1/consultations/{consultation_id}/findings",
    { params: { path: { consultation_id: id } } },
    { enabled, retry: false },
  );
}
