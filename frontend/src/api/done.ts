/** What a call answered, or its problem thrown: for calls that are made when somebody acts. */
export async function done<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw error ?? new Error(`HTTP ${response.status}`);
  return data as T;
}
