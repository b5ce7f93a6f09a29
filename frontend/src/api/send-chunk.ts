import { currentLanguage } from "@/i18n/i18n";
import { API_URL } from "./addresses";
import { authorisedFetch } from "./client";
import { accepted } from "./problem";

/**
 * One numbered piece of a recording with its SHA-256. Sending it again does no harm. The media type is the
 * whole recording's: with it the server can read the sound while it grows.
 */
export async function sendChunk(
  consultationId: string,
  number: number,
  data: Blob,
  mediaType: string,
): Promise<void> {
  const bytes = await data.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const request = new Request(`${API_URL}/v1/consultations/${consultationId}/recording/chunks/${number}`, {
    method: "PUT",
    headers: {
      "Accept-Language": currentLanguage(),
      "Content-Type": mediaType,
      "Content-Digest": `sha-256=:${btoa(String.fromCharCode(...digest))}:`,
    },
    body: bytes,
  });
  await accepted(await authorisedFetch(request));
}
