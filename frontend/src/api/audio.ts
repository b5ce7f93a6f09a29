import { API_URL } from "./addresses";
import { authorisedFetch } from "./client";
import { accepted } from "./problem";
import { currentSession } from "./session";

/**
 * Where a player finds a consultation's recording. Where nobody signs in, at its address, of which a player
 * asks for the ranges it needs. A player cannot send a token: where one is needed the recording is fetched
 * whole (100 MB at most) and the address is that of the copy in memory; `release` lets go of it.
 */
export async function audioAddress(id: string): Promise<{ url: string; release: () => void }> {
  const url = `${API_URL}/v1/consultations/${id}/audio`;
  if (!currentSession()) return { url, release: () => undefined };
  const response = await accepted(await authorisedFetch(new Request(new URL(url, location.href))));
  const copy = URL.createObjectURL(await response.blob());
  return { url: copy, release: () => URL.revokeObjectURL(copy) };
}
