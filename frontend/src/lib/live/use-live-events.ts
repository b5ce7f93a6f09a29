import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { socketUrl } from "@/api/addresses";
import { setReachable } from "@/api/connection";
import { refreshConsultation, refreshConsultations } from "@/api/refresh-consultations";
import { accessToken } from "@/api/tokens";
import { follow, type LiveEvent } from "./feed";
import { progressOf, setProgress } from "./progress";
import { forgetHeard, hear } from "./transcript";

/** Keeps what is shown fresh while the app is open. Once, by the app's frame. */
export function useLiveEvents(userId: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (userId === undefined) return;
    const feed = follow({
      url: (after) => socketUrl(userId, after),
      token: accessToken,
      onEvent: (event) => take(queries, event),
      onOpen: () => {
        setReachable(true);
        void refreshConsultations(queries);
      },
      onFail: () => setReachable(false),
    });
    return () => feed.close();
  }, [userId, queries]);
}

function take(queries: QueryClient, event: LiveEvent): void {
  const id = event.consultation_id;
  if (id === null) return;
  if (event.type === "utterances" || event.type === "behind") {
    hear(id, event.type, event.data);
    return;
  }
  if (event.type === "progress") {
    const before = progressOf(id)?.step;
    const { step, done, total } = event.data;
    setProgress(id, {
      step: String(step),
      ...(typeof done === "number" && { done }),
      ...(typeof total === "number" && { total }),
    });
    if (before === step) return;
  } else if (event.type !== "section") {
    setProgress(id, null);
    forgetHeard(id);
  }
  void refreshConsultation(queries, id);
}
