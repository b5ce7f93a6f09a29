import { useCallback, useEffect, useReducer, useRef } from "react";
import { isRunning, next, READY, type Recorder } from "./machine";
import { RecordingSession } from "./recording-session";
import { useWakeLock } from "./use-wake-lock";

export interface RecorderControls {
  state: Recorder;
  start: (deviceId: string) => void;
  pause: () => void;
  resume: (deviceId: string) => void;
  use: (deviceId: string) => void;
  stop: () => void;
  level: () => number;
  /** The consultation's id once there is one. */
  consultationId: () => Promise<string> | null;
  /** What was recorded, as a file on this device. */
  download: () => void;
}

/** The machine with its devices. `create` makes the consultation; `onDone` gets its id once work has begun. */
export function useRecorder(create: () => Promise<string>, onDone: (id: string) => void): RecorderControls {
  const [state, tell] = useReducer(next, READY);
  const session = useRef<RecordingSession | null>(null);
  const latest = useRef({ create, onDone });
  useEffect(() => {
    latest.current = { create, onDone };
  });
  useEffect(() => () => session.current?.close(), []);
  const running = isRunning(state);
  useWakeLock(running);
  useLeaveWarning(running);

  const start = useCallback((deviceId: string) => {
    session.current?.close();
    session.current = new RecordingSession(tell, () => latest.current.create());
    void session.current.start(deviceId);
  }, []);
  const stop = useCallback(() => {
    void session.current?.stop().then((id) => {
      if (id) latest.current.onDone(id);
    });
  }, []);
  const pause = useCallback(() => session.current?.pause(), []);
  const resume = useCallback((deviceId: string) => void session.current?.resume(deviceId), []);
  const use = useCallback((deviceId: string) => void session.current?.use(deviceId), []);
  const level = useCallback(() => session.current?.level() ?? 0, []);
  const consultationId = useCallback(() => session.current?.consultationId() ?? null, []);
  const download = useCallback(() => void session.current?.sound().then(save), []);
  return { state, start, pause, resume, use, stop, level, consultationId, download };
}

/** The browser asks before a page with an unfinished recording is closed. */
function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
}

function save(sound: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sound);
  link.download = `consulta.${sound.type.split("/")[1] ?? "webm"}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
