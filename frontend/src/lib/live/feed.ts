/** The events of one user over a WebSocket: it reconnects, and asks for what it missed. */

export interface LiveEvent {
  /** Grows. Null for what is not kept and does not come again. */
  id: number | null;
  type: string;
  consultation_id: string | null;
  at: string;
  data: Record<string, unknown>;
}

export interface Feed {
  close: () => void;
}

export interface FeedOptions {
  url: (after: number | null) => string;
  /** Null where nobody signs in. */
  token: () => Promise<string | null>;
  onEvent: (event: LiveEvent) => void;
  /** Connected, now and after each interruption: what is shown may be old. */
  onOpen: () => void;
  /** Not even connected. */
  onFail: () => void;
}

const PROTOCOL = "medic-scribe";
const FIRST_WAIT = 500; // milliseconds
const LONGEST_WAIT = 15_000;
const SIGNED_OUT = 4401;
const NOT_YOURS = 4403;

export function follow(options: FeedOptions): Feed {
  let last: number | null = null;
  let wait = FIRST_WAIT;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const token = await options.token().catch(() => null);
    if (closed) return;
    socket = new WebSocket(options.url(last), token ? [PROTOCOL, `bearer.${token}`] : [PROTOCOL]);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      wait = FIRST_WAIT;
      options.onOpen();
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEvent;
      if (event.id !== null && last !== null && event.id <= last) return;
      last = event.id ?? last;
      options.onEvent(event);
    };
    socket.onclose = (event) => {
      if (closed || event.code === NOT_YOURS) return;
      if (!opened) options.onFail();
      // A token that ended while we listened is replaced by `token()` on the way back in.
      const pause = event.code === SIGNED_OUT ? LONGEST_WAIT : wait;
      timer = setTimeout(() => void connect(), pause);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  }

  /** No waiting out a pause once the network is back. */
  function online(): void {
    if (closed || socket?.readyState === WebSocket.OPEN || socket?.readyState === WebSocket.CONNECTING)
      return;
    clearTimeout(timer);
    void connect();
  }

  window.addEventListener("online", online);
  void connect();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      window.removeEventListener("online", online);
      socket?.close();
    },
  };
}
