import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Schemas } from "@/api/client";
import { keepSession } from "@/api/session";
import { sessionOf } from "@/api/tokens";

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Schemas["Credentials"]) => {
      const { data, error } = await client.POST("/v1/auth/sign-in", { body: credentials });
      if (!data) throw error;
      return data;
    },
    onSuccess: async (session) => {
      keepSession(sessionOf(session));
      await queries.resetQueries();
    },
  });
}
