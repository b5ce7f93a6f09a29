import { currentLanguage } from "@/i18n/i18n";
import { API_URL } from "./addresses";
import type { Schemas } from "./client";
import { problemOf } from "./problem";
import { authorised } from "./tokens";

interface Watched {
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends a whole file. */
export async function uploadRecording(
  consultationId: string,
  file: Blob,
  watched: Watched,
): Promise<Schemas["ConsultationView"]> {
  const address = `${API_URL}/v1/consultations/${consultationId}/recording`;
  const answer = await authorised((token) => put(address, file, token, watched));
  const body: unknown = answer.response;
  if (answer.status < 300) return body as Schemas["ConsultationView"];
  throw problemOf(body) ?? new Error(`HTTP ${answer.status}`);
}

/** `fetch` cannot tell how far an upload is, so this is an XMLHttpRequest. */
function put(
  address: string,
  file: Blob,
  token: string | null,
  { onProgress, signal }: Watched,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Accept-Language", currentLanguage());
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
