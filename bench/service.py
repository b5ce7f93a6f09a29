"""The server without speech: how soon it answers, how much it answers, how fast its events travel.

It runs with the engines that the tests use, so that no processor time goes into hearing.
"""

import asyncio
import io
import os
import socket
import subprocess
import sys
import time
import wave
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.http_load import Load, load
from bench.websocket_load import Delivery, deliver

READS = ("/", "/v1/templates", "/v1/consultations")
USER = "bench"
LONGEST_START = 60.0


class Service:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def first_answers(self) -> dict[str, float]:
        """Seconds from the command to the first answer, with a new database and with one that is there."""
        answers: dict[str, float] = {}
        for name in ("new", "existing"):
            begin = time.perf_counter()
            with self._running():
                answers[name] = time.perf_counter() - begin
        return answers

    def loads(self) -> dict[str, Load]:
        with self._running() as port:
            return {path: asyncio.run(load(port, path)) for path in READS}

    def delivery(self) -> Delivery:
        with self._running() as port:

            async def finish_a_note() -> None:
                async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                    answer = await client.post(
                        "/transcribe-and-summarize/",
                        files={"audio_file": ("bench.wav", tone(), "audio/wav")},
                        data={"user_id": USER, "prompt_instruction": ""},
                    )
                    answer.raise_for_status()

            return asyncio.run(deliver(f"ws://127.0.0.1:{port}/ws/{USER}", "summary_ready", finish_a_note))

    @contextmanager
    def _running(self) -> Generator[int]:
        port = free_port()
        server = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "medic_scribe.cli", "serve", "--port", str(port)],
            env={
                **os.environ,
                "ENVIRONMENT": "test",
                "SPEECH_ENGINE": "fake",
                "NOTE_ENGINE": "fake",
                "IDENTITY": "open",
                "LOG_LEVEL": "WARNING",
                "VAR_FOLDER": str(self._folder / "service"),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for_answer(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(30)


def wait_for_answer(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/").raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.01)
    raise RuntimeError("the server does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tone() -> bytes:
    """A second of something that decodes: what is in it does not matter to the tests' engine."""
    file = io.BytesIO()
    with wave.open(file, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(2)
        audio.setframerate(16_000)
        wave_form = (b"\x00\x10" * 20 + b"\x00\xf0" * 20) * 400
        audio.writeframes(wave_form)
    return file.getvalue()
