"""The stand-in's server: `POST /v1/listen` and `WS /v1/listen`.

with deepgram(recogniser) as cloud:
    engine = DeepgramEngine(KEY, base_url=cloud.url)
"""

import asyncio
import json
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from medic_scribe.errors import MedicScribeError, RecordingEmpty
from medic_scribe.speech.decode import decode
from tests.clouds.deepgram.answers import Json, recorded, refusal
from tests.clouds.deepgram.behaviour import Behaviour
from tests.clouds.deepgram.listening import Listening
from tests.clouds.deepgram.recogniser import BYTES_A_SECOND, Recogniser
from tests.clouds.deepgram.rules import MOST_TOKENS, Query, complaint, tokens, understands, wanted

KEY = "a-key-that-only-the-stand-in-knows"
PATIENCE = 60.0  # seconds; a test that waits so long has failed


@dataclass
class Seen:
    """What one request or stream brought: its query, seconds of sound, and the names of its messages.

    `closed`: the stream is over, whoever ended it.
    """

    query: dict[str, list[str]]
    seconds: float = 0.0
    messages: list[str] = field(default_factory=list[str])
    closed: bool = False


class Deepgram:
    """`requests` and `streams` are all that were taken up, in order."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.behaviour = Behaviour()
        self.requests: list[Seen] = []
        self.streams: list[Seen] = []
        self.url = ""
        self._recogniser = recogniser
        self._changed = threading.Condition()

    def wait_until(self, so: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(so, PATIENCE), "it never came to that"

    def wait_for_news(self) -> None:
        """Until anything comes, but not for long: it may have come already."""
        with self._changed:
            self._changed.wait(0.1)

    def app(self) -> Starlette:
        routes = [
            Route("/v1/listen", self._recorded, methods=["POST"]),
            WebSocketRoute("/v1/listen", self._live),
        ]
        return Starlette(routes=routes)

    async def _recorded(self, request: Request) -> Response:
        body = await request.body()
        query = parse_qs(request.url.query)
        if refused := self._refusal(request.headers.get("authorization"), query, live=False):
            return refused
        samples = await asyncio.to_thread(_samples, body)
        if samples is None:
            return _refused(400, "corrupt or unsupported data")
        seconds = len(samples) / BYTES_A_SECOND
        with self._change():
            self.requests.append(Seen(query, seconds))
        if self.behaviour.silent:
            await asyncio.to_thread(self.behaviour.let_go.wait)
        if self.behaviour.body is not None:
            return Response(self.behaviour.body, media_type="application/json")
        words = await asyncio.to_thread(self._recogniser.hear, samples)
        answer = recorded(words if understands(query) else (), seconds)
        if not wanted(query, "utterances"):
            del answer["results"]["utterances"]
        return JSONResponse(answer)

    async def _live(self, socket: WebSocket) -> None:
        query = parse_qs(socket.url.query)
        if refused := self._refusal(socket.headers.get("authorization"), query, live=True):
            await socket.send_denial_response(refused)
            return
        seen = Seen(query)
        with self._change():
            self.streams.append(seen)
        await socket.accept()
        try:
            code, reason = await self._listen(socket, Listening(self._recogniser, understands(query)), seen)
            if socket.client_state is WebSocketState.CONNECTED:
                await socket.close(code, reason)
        except WebSocketDisconnect:  # the other side left while it was spoken to
            pass
        finally:
            with self._change():
                seen.closed = True

    async def _listen(self, socket: WebSocket, listening: Listening, seen: Seen) -> tuple[int, str]:
        """Until the stream is over; how it is to be closed."""
        if tokens(seen.query) > MOST_TOKENS:
            return 1011, "NET-0000"
        while True:
            try:
                message = await asyncio.wait_for(socket.receive(), self.behaviour.patience)
            except TimeoutError:
                return 1011, "NET-0001"
            if message["type"] == "websocket.disconnect":
                return 1000, ""
            name = await self._take(socket, listening, message)
            with self._change():
                seen.seconds = listening.seconds
                seen.messages.append(name)
            if name == "CloseStream" and not self.behaviour.mute:
                return 1000, ""
            if self.behaviour.drops and seen.seconds >= self.behaviour.drop_after:
                self.behaviour.drops -= 1
                return 1011, "NET-0001"

    async def _take(self, socket: WebSocket, listening: Listening, message: Message) -> str:
        """What kind of message it was."""
        samples: bytes = message.get("bytes") or b""
        name = "audio" if samples else str(json.loads(message["text"])["type"])
        match name:
            case "audio":
                results = listening.hear(samples)
            case "Finalize":
                results = listening.finalize()
            case "CloseStream":
                results = listening.close()
            case _:
                results = iter(())
        await self._say(socket, results)
        return name

    async def _say(self, socket: WebSocket, results: Iterable[Json]) -> None:
        for result in results:
            if self.behaviour.nonsense:
                result["channel"] = {"alternatives": "?"}
            if not self.behaviour.mute:
                await socket.send_text(json.dumps(result))

    def _refusal(self, authorization: str | None, query: Query, *, live: bool) -> Response | None:
        if self.behaviour.refusals:
            status, headers = self.behaviour.refusals.pop(0)
            return _refused(status, "Paciente Antonio García, 45 años", headers)
        if authorization != f"Token {KEY}":
            return _refused(401, "Invalid credentials.")
        if wrong := complaint(query, live=live):
            return _refused(400, wrong)
        return None

    @contextmanager
    def _change(self) -> Generator[None]:
        with self._changed:
            yield
            self._changed.notify_all()


@contextmanager
def deepgram(recogniser: Recogniser) -> Generator[Deepgram]:
    cloud = Deepgram(recogniser)
    config = uvicorn.Config(cloud.app(), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    cloud.url = f"http://127.0.0.1:{socket.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield cloud
    finally:
        cloud.behaviour.let_go.set()
        server.should_exit = server.force_exit = True
        thread.join(PATIENCE)


def _refused(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(refusal("REFUSED", message), status, headers)


def _samples(file: bytes) -> bytes | None:
    """What an audio file holds, as it is recognised; None where it is none."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        source.write_bytes(file)
        try:
            return decode(source, target).path.read_bytes()
        except RecordingEmpty:
            return b""
        except MedicScribeError:
            return None
