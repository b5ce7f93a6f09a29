/** The history of a note, without a line for every time it was saved while somebody was typing. */
import type { Version } from "./types";

/** Edits that follow each other within this many minutes are one. */
const SITTING = 10;

/** Newest first, as they come; of a sitting's edits the last one stands for all. */
export function sittings(versions: readonly Version[]): Version[] {
  const shown: Version[] = [];
  let later: Version | null = null;
  for (const version of versions) {
    if (!later || !sameSitting(version, later)) shown.push(version);
    later = version;
  }
  return shown;
}

function sameSitting(version: Version, later: Version): boolean {
  const minutes = (Date.parse(later.created_at) - Date.parse(version.created_at)) / 60_000;
  const isEdit = (one: Version) => one.origin === "clinician" && one.signed_at === null;
  return isEdit(version) && isEdit(later) && minutes < SITTING;
}
