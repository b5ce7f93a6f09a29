import type { QueryClient } from "@tanstack/react-query";
import { api, type Schemas } from "./client";

/** A note that was just answered is the one to show; what hangs on it is asked for again. */
export function keepNote(queries: QueryClient, id: string, note: Schemas["NoteView"]): void {
  const init = { params: { path: { consultation_id: id } } };
  queries.setQueryData(
    api.queryOptions("get", "/v1/consultations/{consultation_id}/note", init).queryKey,
    note,
  );
  void refreshFindings(queries, id);
}

export function refreshFindings(queries: QueryClient, id: string): Promise<void> {
  const init = { params: { path: { consultation_id: id } } };
  const { queryKey } = api.queryOptions("get", "/v1/consultations/{consultation_id}/findings", init);
  return queries.invalidateQueries({ queryKey });
}
