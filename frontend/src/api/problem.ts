import i18n from "@/i18n/i18n";
import type { Schemas } from "./client";

export type Problem = Schemas["Problem"];

/** What the API said no with, or null where it was not the API: a broken network, a proxy. */
export function problemOf(error: unknown): Problem | null {
  return typeof error === "object" && error !== null && "code" in error && "detail" in error
    ? (error as Problem)
    : null;
}

/** A sentence for people: what happened, what is safe, what to do. */
export function sentenceOf(error: unknown): string {
  const problem = problemOf(error);
  if (problem) return problem.detail;
  return i18n.t(navigator.onLine ? "error.unreachable" : "error.offline");
}

/** Whether the same request may succeed later. */
export function mayRetry(error: unknown): boolean {
  return problemOf(error)?.retry ?? true;
}

/** `fetch`'s answer where it is good; else throws its problem, or an error that says only the status. */
export async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw problemOf(body) ?? new Error(`HTTP ${response.status}`);
}
