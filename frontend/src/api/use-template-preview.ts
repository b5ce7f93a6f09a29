import { api, type Schemas } from "./client";

/** The note that a template as it stands on the page would make. Nothing is kept. */
export function useTemplatePreview(trial: Schemas["TemplateTrial"], enabled: boolean) {
  return api.useQuery(
    "post",
    "/v1/templates/preview",
    { body: trial },
    { enabled, retry: false, staleTime: Infinity, placeholderData: (before) => before },
  );
}
