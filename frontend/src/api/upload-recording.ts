import { currentLanguage } from "@/i18n/i18n";
import { API_URL } from "./addresses";
import type { Schemas } from "./client";
import { problemOf } from "./problem";
import { accessToken } from "./tokens";

/** Sends a whole file. `fetch` cannot tell how far an upload is, so this is an XMLHttpRequest. */
export async function uploadRecording(
  consultationId: string,
  file: Blob,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Schemas["ConsultationView"]> {
  const token = await accessToken();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `${API_URL}/v1/consultations/${consultationId}/recording`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Accept-Language", currentLanguage());
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status < 300) resolve(body as Schemas["ConsultationView"]);
      else reject(problemOf(body) ?? new Error(`HTTP ${request.status}`));
    };
    request.onerror = () => reject(new TypeError("network"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
