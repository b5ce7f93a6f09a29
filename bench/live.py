"""`make bench-live`: a consultation in real time through the real path, from the recorder to the note.

A server of its own hears it with Whisper, as it comes: chunks over HTTP as a browser sends them, and a
WebSocket that listens. `--at-once` plays several consultations that begin some seconds apart; `--rounds` does
all of it several times on the same server.
"""

import argparse
import asyncio
import base64
import hashlib
import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console
from websockets.asyncio.client import ClientConnection, connect

from bench.heard import Said, said, word_error_rate
from bench.live_report import Consultation, LiveResults, live_table
from bench.own_server import served
from bench.process_use import watched
from bench.recorder import Chunk, record

HERE = Path(__file__).parent
SOUND, REFERENCE = HERE / "consultation.opus", HERE / "consultation.tsv"
SOUND_SECONDS = 257.1
MEDIA_TYPE = "audio/webm;codecs=opus"
APART = 7.0  # seconds from one consultation's beginning to the next one's
CUT = 0.5  # seconds of quiet that the reference may count to an utterance

console = Console(highlight=False)


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench-live", description=__doc__)
    options.add_argument("--minutes", type=float, default=2.0)
    options.add_argument("--at-once", type=int, default=1)
    options.add_argument("--rounds", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="medic-scribe-live-") as folder:
        results = asyncio.run(measure(Path(folder), given.minutes * 60, given.at_once, given.rounds))
    console.print(live_table(results))


async def measure(folder: Path, seconds: float, at_once: int, rounds: int) -> LiveResults:
    chunks = list(record(SOUND, seconds))
    reference = said(REFERENCE, SOUND_SECONDS, seconds)
    played: list[Consultation] = []
    with served(folder) as server:
        async with watched(server.pid) as use:
            for _ in range(rounds):
                players = [
                    _Player(server.port, chunks, reference, number * APART) for number in range(at_once)
                ]
                played += await asyncio.gather(*(player.play() for player in players))
        console.print("[dim]the same recording, sent whole…[/]")
        batch = await _sent_whole(server.port, b"".join(chunk.data for chunk in chunks))
    told = " ".join(one.text for one in reference)
    return LiveResults(
        seconds=seconds,
        at_once=at_once,
        played=played,
        batch_error=word_error_rate(told, batch),
        use=use,
    )


@dataclass
class _Player:
    """One consultation. `ends`, `arrivals`: how far the text reached, and when; `steps`: when each ended."""

    port: int
    chunks: Sequence[Chunk]
    reference: Sequence[Said]
    wait: float
    ends: list[float] = field(default_factory=list[float])
    arrivals: list[float] = field(default_factory=list[float])
    steps: dict[str, float] = field(default_factory=dict[str, float])
    behind: int = 0

    async def play(self) -> Consultation:
        await asyncio.sleep(self.wait)
        user = f"bench-{id(self)}"
        async with _caller(self.port, user) as client:
            consultation = (await client.post("/v1/consultations", json={})).json()["id"]
            async with connect(f"ws://127.0.0.1:{self.port}/ws/{user}?after=0") as socket:
                listening = asyncio.create_task(self._listen(socket))
                begin = time.perf_counter()
                for number, chunk in enumerate(self.chunks):
                    await asyncio.sleep(begin + chunk.ends - time.perf_counter())
                    await _send(client, consultation, number, chunk.data)
                stop = begin + self.chunks[-1].ends
                finish = {"chunks": len(self.chunks), "media_type": MEDIA_TYPE}
                path = f"/v1/consultations/{consultation}/recording/finish"
                (await client.post(path, json=finish)).raise_for_status()
                ready = await listening
            heard = await _transcript(client, consultation)
        return Consultation(
            to_note=ready - stop,
            steps={step: done - stop for step, done in self.steps.items()},
            delays=self._delays(begin),
            error=word_error_rate(" ".join(one.text for one in self.reference), heard),
            most_behind=self.behind,
        )

    async def _listen(self, socket: ClientConnection) -> float:
        """When the note was there."""
        async for message in socket:
            now = time.perf_counter()
            event = json.loads(message)
            match event["type"]:
                case "utterances":
                    self.ends.append(max(one["end"] for one in event["data"]["utterances"]))
                    self.arrivals.append(now)
                case "progress":
                    self.steps[event["data"]["step"]] = now
                case "behind":
                    self.behind = max(self.behind, event["data"]["seconds"])
                case "summary_ready":
                    return now
                case "failed":
                    raise RuntimeError(event["data"]["code"])
                case _:
                    pass
        raise RuntimeError("the server closed the socket")

    def _delays(self, begin: float) -> list[float]:
        """From the end of each utterance to the text that covers it."""
        found: list[float] = []
        for one in self.reference:
            covering = (
                now for end, now in zip(self.ends, self.arrivals, strict=True) if end >= one.end - CUT
            )
            with suppress(StopIteration):
                found.append(next(covering) - begin - one.end)
        return found


async def _sent_whole(port: int, sound: bytes) -> str:
    """The transcript of the same recording where it was not heard as it came."""
    async with _caller(port, "bench-whole") as client:
        async with connect(f"ws://127.0.0.1:{port}/ws/bench-whole?after=0") as socket:
            consultation = (await client.post("/v1/consultations", json={})).json()["id"]
            path = f"/v1/consultations/{consultation}/recording"
            (await client.put(path, content=sound, headers={"Content-Type": MEDIA_TYPE})).raise_for_status()
            async for message in socket:
                if json.loads(message)["type"] in ("summary_ready", "failed"):
                    break
        return await _transcript(client, consultation)


def _caller(port: int, user: str) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {user}"}
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60)


async def _send(client: httpx.AsyncClient, consultation: str, number: int, data: bytes) -> None:
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    headers = {"Content-Digest": f"sha-256=:{digest}:", "Content-Type": MEDIA_TYPE}
    path = f"/v1/consultations/{consultation}/recording/chunks/{number}"
    (await client.put(path, content=data, headers=headers)).raise_for_status()


async def _transcript(client: httpx.AsyncClient, consultation: str) -> str:
    transcript = (await client.get(f"/v1/consultations/{consultation}/transcript")).json()
    return " ".join(one["text"] for one in transcript["utterances"])


if __name__ == "__main__":
    main()
