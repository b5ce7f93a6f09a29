/** The typed client: `api` for hooks of react-query, `client` for everything else. */

import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { currentLanguage } from "@/i18n/i18n";
import { API_URL } from "./addresses";
import { setReachable } from "./connection";
import type { components, paths } from "./schema";
import { authorised } from "./tokens";

export type Schemas = components["schemas"];

export const client = createFetchClient<paths>({ baseUrl: API_URL, fetch: authorisedFetch });
export const api = createQueryClient(client);

const inTheirLanguage: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
};
client.use(inTheirLanguage);

/** `fetch` with the caller's token. */
export function authorisedFetch(request: Request): Promise<Response> {
  return authorised((token) => tried(withToken(request.clone(), token)));
}

async function tried(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    setReachable(true);
    return response;
  } catch (error) {
    if (!request.signal.aborted) setReachable(false);
    throw error;
  }
}

function withToken(request: Request, token: string | null): Request {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}
