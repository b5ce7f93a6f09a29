import { useQueryClient } from "@tanstack/react-query";
import { keepSession, type Session } from "@/api/session";
import { forgetEmailLink } from "@/api/supabase/email-link";

/** Goes on with the page that was asked for, as the one who signed in. */
export function useEntry(): (session: Session) => Promise<void> {
  const queries = useQueryClient();
  return async (session) => {
    keepSession(session);
    forgetEmailLink();
    await queries.resetQueries();
  };
}
