import { api } from "./client";

/** What is written so far of a note in the making; events tell when there is more. */
export function useNoteDraft(id: string, enabled: boolean) {
  return api.useQuery(
    "get",
    "/v1/consultations/{consultation_id}/note/draft",
    { params: { path: { consultation_id: id } } },
    { enabled, meta: { keep: false } },
  );
}
