import { api } from "./client";

/** One version of the note, which never changes but by being signed. */
export function useVersion(id: string, number: number | undefined) {
  return api.useQuery(
    "get",
    "/v1/consultations/{consultation_id}/note/versions/{number}",
    { params: { path: { consultation_id: id, number: number ?? 0 } } },
    { enabled: number !== undefined },
  );
}
