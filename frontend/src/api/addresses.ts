/** Where the API and its WebSocket are: this page's own host unless the build says otherwise. */

export const API_URL = (import.meta.env.VITE_API_URL ?? "/api").replace(/\/$/, "");

export function socketUrl(userId: string, after: number | null): string {
  const own = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
  const base = (import.meta.env.VITE_WS_URL ?? own).replace(/\/$/, "");
  const query = after === null ? "" : `?after=${after}`;
  return `${base}/${encodeURIComponent(userId)}${query}`;
}
