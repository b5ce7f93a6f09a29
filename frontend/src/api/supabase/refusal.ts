import i18n from "@/i18n/i18n";
import type { Problem } from "../problem";
import { UNREACHABLE } from "./one-try";

/** Supabase's codes for which there is a sentence; the rest share one. */
const SENTENCES: Record<string, string> = {
  invalid_credentials: "wrong_credentials",
  user_not_found: "wrong_credentials",
  email_not_confirmed: "not_confirmed",
  user_already_exists: "exists",
  email_exists: "exists",
  email_address_invalid: "email_invalid",
  validation_failed: "email_invalid",
  weak_password: "weak_password",
  same_password: "same_password",
  signup_disabled: "closed",
  email_provider_disabled: "closed",
  user_banned: "banned",
  over_request_rate_limit: "too_many",
  over_email_send_rate_limit: "too_many",
  otp_expired: "link_expired",
  access_denied: "link_expired",
  session_not_found: "link_expired",
  session_expired: "link_expired",
  bad_jwt: "link_expired",
};

/** What Supabase said no with, in our words; its own text is never shown. A broken network stays what it is. */
export function refusal(error: { status?: number | undefined; code?: unknown }): unknown {
  const code = typeof error.code === "string" ? error.code : "";
  return code === UNREACHABLE ? error : refusalOf(code, error.status ?? 400);
}

export function refusalOf(code: string, status = 400): Problem {
  const known = SENTENCES[code] ?? (status === 429 ? "too_many" : "unknown");
  const detail = i18n.t(`account_problem.${known}` as "account_problem.unknown");
  return {
    type: `urn:medic-scribe:problem:${known}`,
    title: detail,
    detail,
    status,
    code: known,
    retry: known === "too_many",
  };
}
