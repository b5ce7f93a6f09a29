import { useEffect } from "react";

/** Keeps the screen on while `active`, where the device can: some stop the microphone with the screen. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;

    async function hold() {
      if (document.visibilityState !== "visible") return;
      const held = await navigator.wakeLock.request("screen").catch(() => null); // refused on a low battery
      if (over) void held?.release();
      else lock = held;
    }

    void hold();
    document.addEventListener("visibilitychange", hold); // hiding the page lets it go
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [active]);
}
