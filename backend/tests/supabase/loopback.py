"""A server for a test, on loopback and on a thread of its own."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from socket import socket

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def listening(app: ASGIApp) -> Generator[str]:
    """The address at which `app` answers."""
    begun = threading.Event()
    server = _Announced(uvicorn.Config(app, port=0, log_config=None, lifespan="off"), begun)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert begun.wait(30)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class _Announced(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, begun: threading.Event) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self._begun.set()
