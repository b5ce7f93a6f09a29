import { api } from "./client";

/** The built-in templates and one's own. */
export function useTemplates() {
  return api.useQuery("get", "/v1/templates", {}, { staleTime: 60_000 });
}
