"""Recordings that grow: what the stream is sent, and that nothing is lost or comes twice when it breaks."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from medic_scribe.errors import SpeechCreditSpent, SpeechKeyRejected
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.deepgram import DeepgramEngine
from tests.clouds.deepgram import KEY, Behaviour, Deepgram

from .conftest import spoken, text_of, transcribe

HINTS = SpeechHints("es", ("enalapril", "simvastatina"))
MOST_NEWS = 300
STEP = 4  # seconds that the recording grows by
EVERY_WORD = [word.text for word in spoken()]


@pytest.fixture(autouse=True)
def behaviour(cloud: Deepgram) -> Generator[Behaviour]:
    cloud.behaviour = Behaviour()
    yield cloud.behaviour
    cloud.behaviour.let_go.set()


@dataclass
class Room:
    """A recording that grows, and an engine that hears it."""

    cloud: Deepgram
    engine: DeepgramEngine
    path: Path
    raw: bytes
    pieces: list[Piece] = field(default_factory=list[Piece])

    @property
    def growing(self) -> Audio:
        return Audio(self.path, complete=False)

    def record(self, *, since: int = 0, until: int = 52) -> None:
        """Grow step by step, heard after each."""
        for seconds in range(since + STEP, until + 1, STEP):
            self.path.write_bytes(self.raw[: seconds * 32_000])
            self.listen()

    def listen(self) -> Piece | None:
        after = self.pieces[-1].end if self.pieces else 0.0
        piece = self.engine.transcribe_next(self.growing, after, HINTS)
        self.pieces += [piece] if piece else []
        return piece

    def listen_until(self, so: Callable[[], bool]) -> None:
        for _ in range(MOST_NEWS):
            if so():
                return
            self.listen()
            self.cloud.wait_for_news()
        raise AssertionError("it never came to that")

    def finish(self) -> list[str]:
        """Every word that was heard, once the recording is complete."""
        self.path.write_bytes(self.raw)
        after = self.pieces[-1].end if self.pieces else 0.0
        self.pieces += transcribe(self.engine, Audio(self.path), HINTS, after)
        assert all(one.end == following.start for one, following in pairwise(self.pieces))
        return text_of(self.pieces).split()


@pytest.fixture
def room(cloud: Deepgram, consultation: Audio, tmp_path: Path) -> Generator[Room]:
    cloud.streams.clear()
    cloud.requests.clear()
    engine = DeepgramEngine(KEY, base_url=cloud.url, timeout=5, quiet=0.05, wait=lambda seconds: None)
    room = Room(cloud, engine, tmp_path / "growing.pcm", consultation.path.read_bytes())
    yield room
    room.engine.forget(room.growing)


def test_one_stream_hears_it_all_and_is_closed_in_order(room: Room) -> None:
    room.record()
    room.listen_until(lambda: len(room.pieces) >= 2)

    assert room.finish() == EVERY_WORD
    (stream,) = room.cloud.streams
    assert stream.seconds == pytest.approx(len(room.raw) / 32_000)
    assert stream.messages[-1] == "CloseStream"
    assert room.cloud.requests == []


def test_it_is_asked_for_spanish_and_for_what_may_still_change(room: Room) -> None:
    room.record(until=8)
    query = room.cloud.streams[0].query
    assert query["language"] == ["es"]
    assert query["interim_results"] == ["true"]
    assert query["mip_opt_out"] == ["true"]
    assert query["keyterm"] == ["enalapril", "simvastatina"]


@pytest.mark.parametrize("times", [1, 3])
def test_a_stream_that_breaks_is_opened_again_and_no_word_is_lost(
    room: Room, behaviour: Behaviour, times: int
) -> None:
    behaviour.drop_after, behaviour.drops = 9.0, times
    room.record()
    room.listen_until(lambda: len(room.cloud.streams) > times)

    assert room.finish() == EVERY_WORD
    assert behaviour.drops == 0


def test_while_there_is_no_way_to_deepgram_the_recording_waits(room: Room, behaviour: Behaviour) -> None:
    behaviour.refusals = [(429, {"Retry-After": "0"}), (503, {"Retry-After": "0"})]
    room.path.write_bytes(room.raw[:640_000])
    assert [room.listen(), room.listen()] == [None, None]
    room.listen_until(lambda: len(room.pieces) >= 1)

    assert room.finish() == EVERY_WORD


def test_no_more_is_asked_before_the_time_that_it_tells(room: Room, behaviour: Behaviour) -> None:
    behaviour.refusals = [(429, {"Retry-After": "25"}), (401, {})]
    room.path.write_bytes(room.raw[:640_000])
    assert [room.listen() for _ in range(3)] == [None, None, None]
    assert len(behaviour.refusals) == 1


@pytest.mark.parametrize(("status", "kind"), [(401, SpeechKeyRejected), (402, SpeechCreditSpent)])
def test_what_does_not_mend_by_itself_is_told_at_once(
    room: Room, behaviour: Behaviour, status: int, kind: type[Exception]
) -> None:
    behaviour.refusals = [(status, {})]
    with pytest.raises(kind):
        room.record(until=4)


def test_in_a_pause_the_line_stays_open_and_no_word_is_cut(room: Room) -> None:
    room.record(until=16)
    (stream,) = room.cloud.streams
    room.cloud.wait_until(lambda: stream.messages.count("KeepAlive") >= 5)
    room.record(since=16)

    assert room.finish() == EVERY_WORD
    assert room.cloud.streams == [stream]


def test_a_stream_that_says_nothing_is_not_waited_for(room: Room, behaviour: Behaviour) -> None:
    behaviour.mute = True
    room.engine = DeepgramEngine(KEY, base_url=room.cloud.url, finish=0.1)
    room.record()
    assert room.pieces == []
    assert room.finish() == EVERY_WORD
    assert len(room.cloud.requests) == 1


def test_results_of_another_shape_are_not_believed(room: Room, behaviour: Behaviour) -> None:
    behaviour.nonsense = True
    room.record()
    assert room.pieces == []
    behaviour.nonsense = False
    assert room.finish() == EVERY_WORD


def test_what_was_forgotten_is_hung_up(room: Room) -> None:
    room.record(until=8)
    room.engine.forget(room.growing)
    room.cloud.wait_until(lambda: room.cloud.streams[0].closed)


def test_a_long_backlog_is_sent_as_a_recording_and_the_rest_is_heard_live(room: Room) -> None:
    room.raw *= 2
    room.path.write_bytes(room.raw)
    assert room.listen()
    assert len(room.cloud.requests) == 1
    assert room.cloud.streams == []
    room.listen_until(lambda: len(room.pieces) >= 3)

    assert room.finish() == EVERY_WORD * 2
    assert len(room.cloud.streams) == 1
    assert len(room.cloud.requests) == 1


def test_a_piece_that_was_not_saved_comes_again(room: Room) -> None:
    room.record()
    room.listen_until(lambda: len(room.pieces) >= 2)
    unsaved = room.pieces.pop()
    assert room.listen() == unsaved
