/** One call of the API's purge, tried again where trying again may help. */

export type Outcome =
  | { ok: true; erased: number; attempts: number }
  | { ok: false; reason: Reason; status: number | null; attempts: number };

/** `refused`: the API does not accept the token, or has no such route. */
type Reason = "unreachable" | "refused" | "unavailable" | "not_understood";

const ATTEMPTS = 4;
const FIRST_PAUSE = 1_000; // milliseconds; doubled each time
const LONGEST_PAUSE = 10_000;
const ANSWER_WITHIN = 20_000;

export async function purge(url: string, token: string): Promise<Outcome> {
  for (let attempts = 1;; attempts++) {
    const response = await asked(`${url.replace(/\/+$/, "")}/v1/maintenance/purge`, token);
    if (response?.ok) return counted(response, attempts);
    const status = response?.status ?? null;
    if (!mayHelp(status)) return { ok: false, reason: "refused", status, attempts };
    if (attempts === ATTEMPTS) {
      return { ok: false, reason: status === null ? "unreachable" : "unavailable", status, attempts };
    }
    await response?.body?.cancel();
    await pause(response, attempts);
  }
}

/** Null where nobody answered in time. */
function asked(address: string, token: string): Promise<Response | null> {
  return fetch(address, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
    redirect: "manual", // the token goes nowhere else
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  }).catch(() => null);
}

async function counted(response: Response, attempts: number): Promise<Outcome> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === "object" && body !== null && "erased" in body && typeof body.erased === "number") {
    return { ok: true, erased: body.erased, attempts };
  }
  return { ok: false, reason: "not_understood", status: response.status, attempts };
}

function mayHelp(status: number | null): boolean {
  return status === null || status === 429 || status >= 500;
}

/** As long as the API asks for, or twice as long each time; a little apart from others who wait. */
function pause(response: Response | null, attempts: number): Promise<void> {
  const asked = Number(response?.headers.get("Retry-After") ?? NaN) * 1_000;
  const usual = FIRST_PAUSE * 2 ** (attempts - 1) * (0.5 + Math.random());
  const milliseconds = Math.min(Number.isFinite(asked) ? asked : usual, LONGEST_PAUSE);
  return new Promise((done) => setTimeout(done, milliseconds));
}
