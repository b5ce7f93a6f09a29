import { currentSession } from "@/api/session";

/** Where nobody signs in, all that is kept is everybody's. */
const EVERYBODY = "open";

/** Whose a recording is that begins now, and whose are offered. */
export function currentOwner(): string {
  return currentSession()?.userId ?? EVERYBODY;
}
