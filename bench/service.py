"""The server without speech: how soon it answers, how much it answers, how fast its events travel.

It runs with the engines that the tests use, so that no processor time goes into hearing.
"""

import asyncio
import io
import time
import wave
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from bench.http_load import Load, load
from bench.own_server import Running, served
from bench.websocket_load import Delivery, deliver

READS = ("/", "/v1/templates", "/v1/consultations")
USER = "bench"


class Service:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def first_answers(self) -> dict[str, float]:
        """Seconds from the command to the first answer, with a new database and with one that is there."""
        answers: dict[str, float] = {}
        for name in ("new", "existing"):
            begin = time.perf_counter()
            with self._served():
                answers[name] = time.perf_counter() - begin
        return answers

    def loads(self) -> dict[str, Load]:
        with self._served() as server:
            return {path: asyncio.run(load(server.port, path)) for path in READS}

    def delivery(self) -> Delivery:
        with self._served() as server:
            port = server.port

            async def finish_a_note() -> None:
                async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                    answer = await client.post(
                        "/transcribe-and-summarize/",
                        files={"audio_file": ("bench.wav", tone(), "audio/wav")},
                        data={"user_id": USER, "prompt_instruction": ""},
                    )
                    answer.raise_for_status()

            return asyncio.run(deliver(f"ws://127.0.0.1:{port}/ws/{USER}", "summary_ready", finish_a_note))

    def _served(self) -> AbstractContextManager[Running]:
        return served(self._folder / "service", ENVIRONMENT="test", SPEECH_ENGINE="fake", NOTE_ENGINE="fake")


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
