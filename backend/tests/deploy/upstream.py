"""A server behind the edge that tells what it was asked, and can be slow."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.deploy.nginx import HERE


class Upstream(ThreadingHTTPServer):
    """`first_bytes` is set as soon as a body begins to arrive; `/api/slow` is answered once `go` is set."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HERE, 0), _Handler)
        self.first_bytes = threading.Event()
        self.go = threading.Event()

    @property
    def address(self) -> str:
        return f"{HERE}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream  # pyright: ignore[reportIncompatibleVariableOverride] - it is the one above

    def do_GET(self) -> None:
        if self.path.startswith("/api/slow"):
            self.server.go.wait()
        self._answer(0)

    def do_POST(self) -> None:
        left = size = int(self.headers.get("Content-Length", 0))
        while left:
            left -= len(self.rfile.read(min(left, 65_536)))
            self.server.first_bytes.set()
        self._answer(size)

    def _answer(self, size: int) -> None:
        told = {"path": self.path, "size": size, "headers": {k.lower(): v for k, v in self.headers.items()}}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "private, max-age=7")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is to be seen of it."""


@contextmanager
def upstream() -> Generator[Upstream]:
    server = Upstream()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.go.set()
        server.shutdown()
        server.server_close()
