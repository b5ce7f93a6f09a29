"""A server of the bench's own, on a free port, for as long as it is needed."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

LONGEST_START = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Running:
    port: int
    pid: int


@contextmanager
def served(folder: Path, **settings: str) -> Generator[Running]:
    """Nobody has to sign in. It keeps everything in `folder`."""
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "medic_scribe.cli", "serve", "--port", str(port)],
        env={**os.environ, "IDENTITY": "open", "LOG_LEVEL": "WARNING", "VAR_FOLDER": str(folder), **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for_answer(port, server)
        yield Running(port, server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for_answer(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.01)
    raise RuntimeError("the server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
