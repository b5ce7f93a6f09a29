import { client, type Schemas } from "./client";
import { done } from "./done";

export function duplicateTemplate(key: string): Promise<Schemas["TemplateView"]> {
  return done(client.POST("/v1/templates/{key}/duplicate", { params: { path: { key } } }));
}
