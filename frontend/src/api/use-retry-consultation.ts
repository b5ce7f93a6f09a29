import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "./client";

/** Another try after a failure, from what was saved. */
export function useRetryConsultation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      const { error } = await client.POST("/v1/consultations/{consultation_id}/retry", {
        params: { path: { consultation_id: id } },
      });
      if (error) throw error;
    },
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/v1/consultations"),
      }),
  });
}
