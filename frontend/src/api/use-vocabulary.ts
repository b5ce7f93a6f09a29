import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, client, type Schemas } from "./client";

const KEY = ["get", "/v1/vocabulary"];

/** The clinician's own terms, given to the speech engine. */
export function useVocabulary() {
  return api.useQuery("get", "/v1/vocabulary", {});
}

/** Adds a list: one term a line, or separated by commas. Those that are there stay as they are. */
export function useAddTerms() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (text: string): Promise<Schemas["VocabularyView"]> => {
      const { data, error } = await client.POST("/v1/vocabulary/paste", { body: { text } });
      if (!data) throw error;
      return data;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveTerm() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: number) => {
      const { error } = await client.DELETE("/v1/vocabulary/{term_id}", {
        params: { path: { term_id: id } },
      });
      if (error) throw error;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
