import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** All that is read of consultations, the lists too. */
export function refreshConsultations(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey }) => isOfConsultations(queryKey) });
}

/** The lists, and all that is read of this one. */
export function refreshConsultation(queries: QueryClient, id: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      isList(queryKey) || (isOfConsultations(queryKey) && JSON.stringify(queryKey[2] ?? "").includes(id)),
  });
}

/** Keys are `[method, path, init]`. */
function isOfConsultations(key: QueryKey): boolean {
  return isList(key) || (typeof key[1] === "string" && key[1].startsWith("/v1/consultations"));
}

function isList(key: QueryKey): boolean {
  return key[1] === "/v1/search";
}
