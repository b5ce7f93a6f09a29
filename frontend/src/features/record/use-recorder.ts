import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { setRecordingNow } from "./active";
import { saveAs } from "./save-as";
import type { Wish } from "@/lib/keeping/kept-recording";
import { isRunning, needsThePage, next, READY, type Recorder } from "./machine";
import { RecordingSession } from "./recording-session";
import { useWakeLock } from "./use-wake-lock";

export interface RecorderControls {
  state: Recorder;
  /** The microphone; the empty id is the system's choice. */
  deviceId: string;
  choose: (deviceId: string) => void;
  start: () => void;
  pause: () => void;
  resume: () => void;
  stop: () => void;
  /** From 0 to 1. Null where that cannot be known. */
  level: () => number | null;
  /** The consultation's id once the server knows it. */
  consultationId: string | null;
  changeWish: (wish: Wish) => void;
  /** What was recorded, as a file on this device. */
  download: () => void;
}

interface Work {
  wish: () => Wish;
  /** A recording of an earlier visit that goes on. */
  resumed: string | null;
  /** The consultation's id, once work on it has begun. */
  onDone: (consultationId: string) => void;
}

/** The machine with its devices. */
export function useRecorder(work: Work): RecorderControls {
  const [state, tell] = useReducer(next, READY);
  const [deviceId, setDeviceId] = useState("");
  const [consultationId, setConsultationId] = useState<string | null>(null);
  const session = useRef<RecordingSession | null>(null);
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  useEffect(() => () => session.current?.close(), []);
  const running = isRunning(state);
  useWakeLock(running);
  useUninterrupted(needsThePage(state));

  const start = useCallback(() => {
    session.current?.close();
    setConsultationId(null);
    const { wish, resumed } = latest.current;
    session.current = new RecordingSession({ tell, wish: wish(), resumed, onMade: setConsultationId });
    void session.current.start(deviceId);
  }, [deviceId]);
  const stop = useCallback(() => {
    void session.current?.stop().then((id) => {
      if (id) latest.current.onDone(id);
    });
  }, []);
  const pause = useCallback(() => session.current?.pause(), []);
  const resume = useCallback(() => void session.current?.resume(deviceId), [deviceId]);
  const choose = useCallback(
    (chosen: string) => {
      setDeviceId(chosen);
      if (running) void session.current?.use(chosen);
    },
    [running],
  );
  const level = useCallback(() => session.current?.level() ?? null, []);
  const changeWish = useCallback((wish: Wish) => void session.current?.changeWish(wish), []);
  const download = useCallback(() => void session.current?.sound().then(saveAs), []);
  return {
    state,
    deviceId,
    choose,
    start,
    pause,
    resume,
    stop,
    level,
    consultationId,
    changeWish,
    download,
  };
}

/** The browser asks before such a page is closed, and the app puts nothing in its place. */
function useUninterrupted(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    setRecordingNow(true);
    return () => {
      window.removeEventListener("beforeunload", warn);
      setRecordingNow(false);
    };
  }, [active]);
}
