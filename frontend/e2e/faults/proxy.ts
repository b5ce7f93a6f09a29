/** A bad network between browser and server: it can be cut, and does to chunks what it is told to. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What happens to one chunk on its way. `half` has no answer: it is for a server that is killed meanwhile. */
export type Mischief = "none" | "corrupt" | "twice" | "late" | "unanswered" | "half";

export interface Proxy {
  url: string;
  cut: () => void;
  mend: () => void;
  /** Asked for each chunk; where it is `half`, `onHalf` is called once half of it is at the server. */
  mischief: (number: number) => Mischief;
  onHalf: () => void;
  /** How often each was done. */
  done: Record<Mischief, number>;
  close: () => Promise<void>;
}

const CHUNK = /\/recording\/chunks\/(\d+)$/;
const LATE = 700; // milliseconds: the ones behind it overtake

export async function proxyTo(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let broken = false;
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  server.on("connection", (socket) => {
    if (broken) socket.destroy();
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  server.on("upgrade", (incoming, near: Socket) => {
    const far = connect(Number(port), hostname);
    const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
    far.write(`GET ${incoming.url ?? "/"} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return; // the page is gone
    }
    const body = Buffer.concat(parts);
    const number = incoming.method === "PUT" ? CHUNK.exec(incoming.url ?? "")?.[1] : undefined;
    const what = number === undefined ? "none" : proxy.mischief(Number(number));
    proxy.done[what] += number === undefined ? 0 : 1;
    if (what === "corrupt")
      body[Math.floor(body.length / 2)] = (body[Math.floor(body.length / 2)] ?? 0) ^ 0xff;
    if (what === "late") await new Promise((resolve) => setTimeout(resolve, LATE));
    if (what === "twice") await forward(incoming, body).catch(() => null);
    if (what === "half") return sendHalf(incoming, body);
    const answer = await forward(incoming, body).catch(() => null);
    if (answer === null || what === "unanswered" || broken) outgoing.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  function sendHalf(incoming: IncomingMessage, body: Buffer): void {
    const sending = outbound(incoming, () => undefined);
    sending.on("error", () => incoming.socket.destroy());
    sending.write(body.subarray(0, body.length / 2), () => proxy.onHalf());
  }

  function forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sending = outbound(incoming, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 502,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      });
      sending.on("error", reject);
      sending.end(body);
    });
  }

  function outbound(incoming: IncomingMessage, onAnswer: (response: IncomingMessage) => void) {
    const { method, url: path, headers } = incoming;
    return request({ hostname, port, method, path, headers, agent: false }, onAnswer);
  }

  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      broken = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      broken = false;
    },
    mischief: () => "none",
    onHalf: () => undefined,
    done: { none: 0, corrupt: 0, twice: 0, late: 0, unanswered: 0, half: 0 },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return proxy;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}
