import { useMutation } from "@tanstack/react-query";
import { client, type Schemas } from "@/api/client";
import { sessionOf } from "@/api/tokens";
import { useEntry } from "./use-entry";

export function useSignIn() {
  const enter = useEntry();
  return useMutation({
    mutationFn: async (credentials: Schemas["Credentials"]) => {
      const { data, error } = await client.POST("/v1/auth/sign-in", { body: credentials });
      if (!data) throw error;
      return sessionOf(data);
    },
    onSuccess: enter,
  });
}
