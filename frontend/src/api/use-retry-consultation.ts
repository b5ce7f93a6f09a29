import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "./client";
import { refreshConsultations } from "./refresh-consultations";

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
    onSuccess: () => refreshConsultations(queries),
  });
}
