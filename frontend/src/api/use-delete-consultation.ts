import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteConsultation } from "./delete-consultation";
import { refreshConsultations } from "./refresh-consultations";

/** With its audio, transcript and notes, for good: ask first. */
export function useDeleteConsultation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: deleteConsultation,
    onSuccess: (_, id) => {
      queries.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id) });
      return refreshConsultations(queries);
    },
  });
}
