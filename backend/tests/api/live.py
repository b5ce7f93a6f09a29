"""A browser that records: chunks of a recording, each with its digest, and what the server says meanwhile."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.api.conftest import WAIT, Site
from tests.speech.sounds import encode, without_duration

WEBM = "audio/webm;codecs=opus"


def recorded(folder: Path, seconds: float) -> bytes:
    """What a browser makes of a tone."""
    whole = encode(folder / "whole.webm", seconds, "libopus", "webm", 48_000)
    return without_duration(whole, folder / "live.webm").read_bytes()


def chunks_of(sound: bytes, count: int = 6) -> list[bytes]:
    size = -(-len(sound) // count)
    return [sound[place : place + size] for place in range(0, len(sound), size)]


@dataclass
class Recorder:
    """One consultation of `user`, and a socket that hears of it; `said` is all that came."""

    client: httpx.AsyncClient
    socket: ClientConnection
    id: str
    said: list[dict[str, Any]]

    async def send(self, number: int, data: bytes, media_type: str = WEBM) -> httpx.Response:
        digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
        headers = {"Content-Digest": f"sha-256=:{digest}:", "Content-Type": media_type}
        path = f"/v1/consultations/{self.id}/recording/chunks/{number}"
        return await self.client.put(path, content=data, headers=headers)

    async def send_all(self, chunks: Sequence[bytes], first: int = 0) -> None:
        for number, data in enumerate(chunks, first):
            (await self.send(number, data)).raise_for_status()

    async def finish(self, chunks: int, media_type: str = WEBM) -> httpx.Response:
        body = {"chunks": chunks, "media_type": media_type}
        return await self.client.post(f"/v1/consultations/{self.id}/recording/finish", json=body)

    async def until(self, kind: str, **data: object) -> dict[str, Any]:
        """The next event of that kind with those data."""
        while True:
            async with asyncio.timeout(WAIT):
                message = json.loads(await self.socket.recv())
            if message["consultation_id"] == self.id:
                self.said.append(message)
                if message["type"] == kind and data.items() <= message["data"].items():
                    return message

    async def get(self, what: str) -> Any:
        answer = await self.client.get(f"/v1/consultations/{self.id}{what}")
        answer.raise_for_status()
        return answer.json()

    def heard(self) -> list[str]:
        """The transcript as a page would show it that only listens to the socket."""
        shown: dict[int, str] = {}
        for message in self.said:
            if message["type"] == "utterances" and message["data"]["final"]:
                shown |= {one["id"]: one["text"] for one in message["data"]["utterances"]}
                shown = {place: text for place, text in shown.items() if place < message["data"]["count"]}
        return [shown[place] for place in sorted(shown)]


@asynccontextmanager
async def recording(site: Site, user: str) -> AsyncGenerator[Recorder]:
    async with site.caller(user) as client:
        created = await client.post("/v1/consultations", json={})
        created.raise_for_status()
        async with connect(f"{site.url.replace('http', 'ws')}/ws/{user}?after=0") as socket:
            yield Recorder(client, socket, created.json()["id"], [])
