import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeProfile } from "./change-profile";

export function useChangeProfile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: changeProfile,
    onSuccess: async (profile) => {
      queries.setQueryData(["get", "/v1/profile", {}], profile);
      await queries.invalidateQueries({ queryKey: ["get", "/v1/templates"] });
    },
  });
}
