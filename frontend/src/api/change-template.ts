import { client, type Schemas } from "./client";
import { done } from "./done";

export function changeTemplate(
  key: string,
  template: Schemas["NewTemplate"],
): Promise<Schemas["TemplateView"]> {
  return done(client.PUT("/v1/templates/{key}", { params: { path: { key } }, body: template }));
}
