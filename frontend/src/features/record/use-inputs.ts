import { useEffect, useState } from "react";

/** The microphones there are. Their names are known once the browser has permission. */
export function useInputs(permitted: boolean): MediaDeviceInfo[] {
  const [inputs, setInputs] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (!("mediaDevices" in navigator)) return;
    const devices = navigator.mediaDevices;
    let over = false;

    async function look() {
      const found = await devices.enumerateDevices().catch(() => []);
      if (!over) setInputs(found.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId !== ""));
    }

    void look();
    devices.addEventListener("devicechange", look);
    return () => {
      over = true;
      devices.removeEventListener("devicechange", look);
    };
  }, [permitted]);
  return inputs;
}
