import { useEffect, useState, useSyncExternalStore } from "react";
import { audioAddress } from "@/api/audio";
import type { Consultation } from "../model/types";
import { ClipPlayer, type PlayerState } from "./clip-player";

export function useClipPlayer({ id, seconds }: Pick<Consultation, "id" | "seconds">): ClipPlayer {
  const [player] = useState(() => new ClipPlayer(() => audioAddress(id), seconds));
  useEffect(() => () => player.close(), [player]);
  return player;
}

export function usePlayerState(player: ClipPlayer): PlayerState {
  return useSyncExternalStore(player.subscribe, player.snapshot);
}
