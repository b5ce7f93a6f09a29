"""One open socket to Deepgram: samples go in, results come out."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path

from deepgram.listen.v1.socket_client import V1SocketClient

from medic_scribe.errors import MedicScribeError
from medic_scribe.speech.deepgram.answer import Result, checked
from medic_scribe.speech.deepgram.failures import FAILURES
from medic_scribe.speech.samples import SAMPLE_RATE
from medic_scribe.speech.usage import Meter

CHUNK = SAMPLE_RATE // 4 * 2  # bytes of a quarter of a second

# Deepgram hangs up after 10 s in which it gets nothing.
QUIET = 4.0  # seconds
MOST_QUIET = 225  # of these in a row in which nobody asks for this recording: a quarter of an hour

STALLED = 20.0  # seconds in which Deepgram had something to hear and said nothing
FINISH = 30.0  # seconds that the last words may take

Connect = Callable[[], AbstractContextManager[V1SocketClient]]


class Stream:
    """Hears a recording from the moment `begin` on.

    Opening and feeding it raises what the SDK raises; `usable` says whether it may be fed again.
    `finals` are the results that no longer change, in order, and `interim` is the newest that may. Both are
    read and written with `lock` held.
    """

    def __init__(
        self,
        connect: Connect,
        path: Path,
        begin: float,
        meter: Meter,
        *,
        quiet: float = QUIET,
        finish: float = FINISH,
    ) -> None:
        self.begin = begin
        self.finals: list[Result] = []
        self.interim: Result | None = None
        self.lock = threading.Lock()
        self._path = path
        self._sent = round(begin * SAMPLE_RATE)  # the sample to go on with
        self._meter = meter
        self._quiet = quiet
        self._finish = finish
        self._last_sign = time.monotonic()
        self._wanted = True  # somebody asked since the line was last kept open
        self._fed = threading.Event()
        self._ended = threading.Event()
        self._broken = False
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect())
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._keep_alive, daemon=True).start()

    @property
    def usable(self) -> bool:
        return not (self._broken or self._ended.is_set() or self._stalled)

    @property
    def heard(self) -> float:
        """Up to which moment of the recording results came."""
        with self.lock:
            last = self.interim or (self.finals[-1] if self.finals else None)
        return self.begin + (last.end if last else 0.0)

    def feed(self) -> None:
        """Send the samples that were added since the last time."""
        self._wanted = True
        with self._path.open("rb") as file:
            file.seek(self._sent * 2)
            while len(chunk := file.read(CHUNK)) > 1:
                samples = len(chunk) // 2
                self._socket.send_media(chunk[: samples * 2])
                self._sent += samples
                self._meter.count(samples / SAMPLE_RATE, live=True)
                self._fed.set()

    def finish(self) -> bool:
        """Have all that was sent heard to its end. False where that failed or did not come in time."""
        if not self._ended.is_set():
            self._socket.send_close_stream()
        in_time = self._ended.wait(self._finish)
        self.close()
        return in_time and not self._broken and self._sent / SAMPLE_RATE - self.heard < 1

    def close(self) -> None:
        """Without waiting for the other side to take leave."""
        self._ended.set()
        self._fed.set()

    @property
    def _stalled(self) -> bool:
        waits = self._sent / SAMPLE_RATE - self.heard > 1
        return waits and time.monotonic() - self._last_sign > STALLED

    def _listen(self) -> None:
        try:
            for message in self._socket:
                self._last_sign = time.monotonic()
                self._take(message)
        except (MedicScribeError, *FAILURES):
            self._broken = True
        finally:
            self.close()

    def _take(self, message: object) -> None:
        kind = getattr(message, "type", None)
        if kind == "Error":
            self._broken = True
        if kind == "Results":
            result = checked(Result, message)
            with self.lock:
                self.interim = None if result.is_final else result
                if result.is_final:
                    self.finals.append(result)

    def _keep_alive(self) -> None:
        """While nothing comes. Nothing is asked to be finalised: it could cut a word in two."""
        quiet = 0
        while not self._ended.is_set() and quiet < MOST_QUIET:
            if self._fed.wait(self._quiet):
                self._fed.clear()
                continue
            quiet = 0 if self._wanted else quiet + 1
            self._wanted = False
            try:
                self._socket.send_keep_alive()
            except FAILURES:
                break
        self.close()
        with suppress(*FAILURES):
            self._open.close()
