import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { refreshConsultations } from "@/api/refresh-consultations";
import { FINISHED } from "./leave-dialog";

/** Once the server works on a recording or a file: on to its consultation. */
export function useDone(): (consultationId: string) => void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useCallback(
    (consultationId) => {
      void refreshConsultations(queries);
      void navigate(`/consultations/${consultationId}`, { replace: true, state: FINISHED });
    },
    [navigate, queries],
  );
}
