import { useEffect, useState, useSyncExternalStore } from "react";
import { audioAddress } from "@/api/audio";
import { ClipPlayer, type PlayerState } from "./clip-player";

export function useClipPlayer(consultationId: string): ClipPlayer {
  const [player] = useState(() => new ClipPlayer(() => audioAddress(consultationId)));
  useEffect(() => () => player.close(), [player]);
  return player;
}

export function usePlayerState(player: ClipPlayer): PlayerState {
  return useSyncExternalStore(player.subscribe, player.snapshot);
}
