"""The stand-in's HTTP server: `POST /v1/chat/completions`, streamed as events."""

import json
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from socket import SHUT_RDWR, socket

from tests.clouds.openai.behaviour import Behaviour, Behaviours, Reply, error
from tests.clouds.openai.request import Asked, Json, refusal

KEY = "sk-stand-in"
PIECE = 24  # characters of an answer that are sent at once
BYTES_A_TOKEN = 4


@dataclass
class OpenAIStandIn:
    """`asked` are the requests that were authorised. `stop` ends it, with every connection that is open."""

    base_url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    behaviours: Behaviours = field(default_factory=Behaviours)
    stop: Callable[[], None] = field(default=lambda: None)

    def next(self, *behaviours: Behaviour) -> None:
        self.behaviours.next += behaviours

    def usually(self, behaviour: Behaviour) -> None:
        self.behaviours.usual = behaviour

    @property
    def everything(self) -> str:
        """All that ever left the machine."""
        return "\n".join(json.dumps(one.body, ensure_ascii=False) for one in self.asked)


@contextmanager
def openai_server() -> Generator[OpenAIStandIn]:
    standin = OpenAIStandIn()
    connections: set[socket] = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            connections.add(self.connection)

        def do_POST(self) -> None:
            body: Json = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(self._reply(body), body)

        def _reply(self, body: Json) -> Reply:
            asked = Asked(body, dict(self.headers))
            if self.path != "/v1/chat/completions":
                return error(404, message="no such route")(asked)
            if self.headers["Authorization"] != f"Bearer {KEY}":
                return error(401, "invalid_api_key")(asked)
            standin.asked.append(asked)
            if reason := refusal(body):
                return error(400, "invalid_request_error", reason)(asked)
            return standin.behaviours.take()(asked)

        def _send(self, reply: Reply, body: Json) -> None:
            if reply.wait:
                standin.behaviours.let_go.wait()
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 200:
                self._whole(json.dumps(reply.body).encode())
                return
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for event in _events(reply, body):
                data = f"data: {event}\n\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            if reply.finish is None:
                self.close_connection = True
                return
            self.wfile.write(b"0\r\n\r\n")

        def _whole(self, data: bytes) -> None:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests read what was asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    standin.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()

    def stop() -> None:
        standin.behaviours.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
        for connection in connections:
            with suppress(OSError):  # it is closed already
                connection.shutdown(SHUT_RDWR)

    standin.stop = stop
    try:
        yield standin
    finally:
        stop()


def _events(reply: Reply, body: Json) -> Iterator[str]:
    delta: Json = {"role": "assistant", "content": ""}
    yield _chunk(body, delta)
    if reply.refusal:
        yield _chunk(body, {"refusal": reply.refusal})
    for begin in range(0, len(reply.text), PIECE):
        yield _chunk(body, {"content": reply.text[begin : begin + PIECE]})
    if reply.finish is None:
        return
    yield _chunk(body, {}, reply.finish)
    options: Json = body.get("stream_options", {})
    if options.get("include_usage"):
        yield _usage(body, reply.text)
    yield "[DONE]"


def _chunk(body: Json, delta: Json, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return json.dumps(_base(body) | {"choices": [choice]})


def _usage(body: Json, text: str) -> str:
    read = ceil(len(json.dumps(body["messages"])) / BYTES_A_TOKEN)
    written = ceil(len(text) / BYTES_A_TOKEN)
    usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    return json.dumps(_base(body) | {"choices": [], "usage": usage})


def _base(body: Json) -> Json:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
