import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "./client";

/** With its audio, transcript and notes, for good: ask first. */
export function useDeleteConsultation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      const { error } = await client.DELETE("/v1/consultations/{consultation_id}", {
        params: { path: { consultation_id: id } },
      });
      if (error) throw error;
    },
    onSuccess: (_, id) => {
      queries.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id) });
      return queries.invalidateQueries({ queryKey: ["get", "/v1/consultations"] });
    },
  });
}
