import type { QueryClient } from "@tanstack/react-query";

/** After a change: the templates, and the profile that names the default one. */
export async function refreshTemplates(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["get", "/v1/templates"] }),
    queries.invalidateQueries({ queryKey: ["get", "/v1/profile"] }),
  ]);
}
