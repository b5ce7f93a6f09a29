/**
 * The recorder's states, and what leads from one to the next. Pure: times come with the events, and what has
 * to be done at the microphone and on the network is done elsewhere (`use-recorder`).
 *
 *   ready → asking → recording ⇄ paused → stopping → done
 *             ↓          (either) ↗           ↓
 *          refused                          failed      …from both of which it can be asked again
 */

export type Refusal = "denied" | "missing" | "busy" | "unsupported" | "elsewhere" | "unreadable";

/** There is no network, or nobody is signed in who could send. */
export type Obstacle = "network" | "signed_out";

export interface Running {
  phase: "recording" | "paused" | "stopping";
  /** Milliseconds recorded before the stretch that runs now, and when that one began. */
  before: number;
  since: number | null;
  /** Since when nothing is heard; `silent` once that is worth saying. */
  quietSince: number | null;
  silent: boolean;
  /** Paused because the microphone went away. */
  lost: boolean;
  /** For each chunk, how many milliseconds were recorded when it was made. */
  ends: readonly number[];
  /** Which of them the server has. */
  safe: ReadonlySet<number>;
  /** Why they are not sent now, if they are not. */
  waiting: Obstacle | null;
  /** This device does not take them: they are in the page only. */
  unstored: boolean;
  /** After the stop: the last of them is on this device too, and it knows that no more will come. */
  kept: boolean;
  /** Why the server will not have them. The recording goes on, on this device. */
  trouble: { error: unknown } | null;
}

export type Recorder =
  | { phase: "ready" }
  | { phase: "asking" }
  | { phase: "refused"; reason: Refusal }
  | Running
  | { phase: "done" }
  | { phase: "failed"; error: unknown };

export type Happening =
  | { type: "ask" }
  | { type: "granted"; at: number; earlier?: Earlier }
  | { type: "refused"; reason: Refusal }
  | { type: "pause"; at: number }
  | { type: "lost"; at: number }
  | { type: "resume"; at: number }
  | { type: "heard"; at: number; level: number }
  | { type: "chunk"; end: number }
  | { type: "safe"; number: number }
  | { type: "waiting"; reason: Obstacle }
  | { type: "stored"; durable: boolean }
  | { type: "kept" }
  | { type: "trouble"; error: unknown }
  | { type: "stop"; at: number }
  | { type: "finished" }
  | { type: "failed"; error: unknown };

/** What an earlier visit left of the same recording. */
export type Earlier = Pick<Running, "ends" | "safe">;

export const READY: Recorder = { phase: "ready" };

/** Below this level, from 0 to 1, a room is as good as silent; speech at a desk is ten times as loud. */
export const AUDIBLE = 0.004;
export const SILENT_AFTER = 10_000; // milliseconds

export function isRunning(state: Recorder): state is Running {
  return state.phase === "recording" || state.phase === "paused" || state.phase === "stopping";
}

/** Whether sound would be lost with the page: it is still made, or not on the device. */
export function needsThePage(state: Recorder): boolean {
  return isRunning(state) && (!state.kept || state.unstored);
}

/** Milliseconds recorded so far, without the pauses. */
export function elapsed(state: Running, now: number): number {
  return state.before + (state.since === null ? 0 : Math.max(0, now - state.since));
}

/** Milliseconds from the start that the server has without a gap. */
export function safeUntil(state: Running): number {
  let next = 0;
  while (state.safe.has(next)) next += 1;
  return state.ends[next - 1] ?? 0;
}

/** What does not fit the state changes nothing: it comes late, or twice. */
export function next(state: Recorder, happening: Happening): Recorder {
  switch (state.phase) {
    case "ready":
      return happening.type === "ask" ? { phase: "asking" } : state;
    case "asking":
      if (happening.type === "granted") return begun(happening.at, happening.earlier);
      if (happening.type === "refused") return { phase: "refused", reason: happening.reason };
      return state;
    case "refused":
    case "failed":
      return happening.type === "ask" ? { phase: "asking" } : state;
    case "done":
      return state;
    default:
      return running(state, happening);
  }
}

function running(state: Running, happening: Happening): Recorder {
  switch (happening.type) {
    case "pause":
      return state.phase === "recording" ? halted(state, happening.at, "paused") : state;
    case "lost":
      return state.phase === "recording" ? { ...halted(state, happening.at, "paused"), lost: true } : state;
    case "resume":
      return state.phase === "paused"
        ? { ...state, phase: "recording", since: happening.at, lost: false }
        : state;
    case "stop":
      return state.phase === "stopping" ? state : halted(state, happening.at, "stopping");
    case "heard":
      return state.phase === "recording" ? listened(state, happening.at, happening.level) : state;
    case "chunk":
      return { ...state, ends: [...state.ends, happening.end] };
    case "safe":
      return { ...state, safe: new Set([...state.safe, happening.number]), waiting: null };
    case "waiting":
      return { ...state, waiting: happening.reason };
    case "stored":
      return state.unstored === !happening.durable ? state : { ...state, unstored: !happening.durable };
    case "kept":
      return state.phase === "stopping" ? { ...state, kept: true } : state;
    case "trouble":
      return { ...state, trouble: { error: happening.error } };
    case "finished":
      return state.phase === "stopping" ? { phase: "done" } : state;
    case "failed":
      return { phase: "failed", error: happening.error };
    default:
      return state;
  }
}

function begun(at: number, earlier: Earlier = { ends: [], safe: new Set() }): Running {
  return {
    phase: "recording",
    before: earlier.ends.at(-1) ?? 0,
    since: at,
    quietSince: null,
    silent: false,
    lost: false,
    ...earlier,
    waiting: null,
    unstored: false,
    kept: false,
    trouble: null,
  };
}

function halted(state: Running, at: number, phase: "paused" | "stopping"): Running {
  return { ...state, phase, before: elapsed(state, at), since: null, quietSince: null, silent: false };
}

function listened(state: Running, at: number, level: number): Running {
  if (level >= AUDIBLE) {
    return state.quietSince === null ? state : { ...state, quietSince: null, silent: false };
  }
  if (state.quietSince === null) return { ...state, quietSince: at };
  const silent = at - state.quietSince >= SILENT_AFTER;
  return silent === state.silent ? state : { ...state, silent };
}
