import { useSyncExternalStore } from "react";
import { isReachable, onConnectionChange } from "@/api/connection";

/** Whether the server can be reached. A device may have a network and still no way there. */
export function useOnline(): boolean {
  return useSyncExternalStore(onConnectionChange, isReachable);
}
