import { client, type Schemas } from "./client";
import { done } from "./done";

export function createTemplate(template: Schemas["NewTemplate"]): Promise<Schemas["TemplateView"]> {
  return done(client.POST("/v1/templates", { body: template }));
}
