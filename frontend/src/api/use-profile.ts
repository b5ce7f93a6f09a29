import { api } from "./client";

/** Who one is; also whether the identity is open, and the user id under which events come. */
export function useProfile() {
  return api.useQuery("get", "/v1/profile", {}, { refetchOnMount: "always" });
}
