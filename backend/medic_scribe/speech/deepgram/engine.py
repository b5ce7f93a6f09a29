"""Deepgram as a speech engine: a finished recording in requests, one that grows over a live stream."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from deepgram import DeepgramClient, DeepgramClientEnvironment
from deepgram.listen.v1.socket_client import V1SocketClient

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.contract import Audio, Piece, Segment, SpeechCapabilities, SpeechHints
from medic_scribe.speech.deepgram.live import LiveRecording
from medic_scribe.speech.deepgram.recorded import TIMEOUT, RecordedSpeech
from medic_scribe.speech.deepgram.request import asked
from medic_scribe.speech.deepgram.stream import FINISH, QUIET, Stream
from medic_scribe.speech.samples import SAMPLE_RATE
from medic_scribe.speech.usage import Meter

CLOUD = "https://api.deepgram.com"

# Of silence, in milliseconds, after which Deepgram takes a sentence for said.
ENDPOINTING = "400"
UTTERANCE_END = "1000"


class DeepgramEngine:
    """`base_url` is Deepgram's cloud, its one in the EU, or a server of one's own: `https://…` or `http://…`.

    `price` in US dollars a minute, 0 where it is not known. The last four are for tests: seconds until a
    request, a silence and the end of a stream are given up, and how to wait.
    """

    name = "deepgram"
    capabilities = SpeechCapabilities(
        streaming=True, diarisation=True, word_times=True, key_terms=True, interim=True
    )

    def __init__(
        self,
        key: str,
        model: str = "nova-3",
        base_url: str = CLOUD,
        price: float = 0.0,
        *,
        timeout: float = TIMEOUT,
        quiet: float = QUIET,
        finish: float = FINISH,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = DeepgramClient(api_key=key, environment=_environment(base_url), timeout=timeout)
        self._model = model
        self._meter = Meter(self.name, price)
        self._recorded = RecordedSpeech(self._client, model, self._meter, timeout=timeout, wait=wait)
        self._quiet = quiet
        self._finish = finish
        self._live: dict[Path, LiveRecording] = {}
        self._live_lock = threading.Lock()

    def load(self) -> None:
        """There is nothing to make ready."""

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        if not audio.complete:
            return self._next_live(audio, after, hints)
        live = self._live.get(audio.path)
        if live and live.finished(after):
            return live.rest(after)
        self.forget(audio)
        return self._recorded.next_piece(audio, after, hints)

    def interim(self, audio: Audio) -> tuple[Segment, ...]:
        live = self._live.get(audio.path)
        return live.interim() if live else ()

    def forget(self, audio: Audio) -> None:
        with self._live_lock:
            live = self._live.pop(audio.path, None)
        if live:
            live.forget()

    def _next_live(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        with self._live_lock:
            live = self._live.setdefault(audio.path, LiveRecording(audio, self._opener(audio, hints)))
        if not live.lags(after):
            return live.next_piece(after)
        try:
            return self._recorded.backlog(audio, after, hints)
        except EngineUnavailable as error:
            if not error.retry:
                raise
            return None  # the recording goes on, and so will this

    def _opener(self, audio: Audio, hints: SpeechHints) -> Callable[[float], Stream]:
        def connect() -> AbstractContextManager[V1SocketClient]:
            return self._client.listen.v1.connect(
                **asked(self._model, hints),
                encoding="linear16",
                sample_rate=SAMPLE_RATE,
                channels=1,
                interim_results="true",
                endpointing=ENDPOINTING,
                utterance_end_ms=UTTERANCE_END,
            )

        return lambda begin: Stream(
            connect, audio.path, begin, self._meter, quiet=self._quiet, finish=self._finish
        )


def _environment(base_url: str) -> DeepgramClientEnvironment:
    """Live streams are on the same server: https → wss, http → ws."""
    base = base_url.rstrip("/")
    sockets = f"ws{base.removeprefix('http')}"
    return DeepgramClientEnvironment(base=base, production=sockets, agent=sockets, agent_rest=base)
