"""Recordings, whole: long ones in pieces, and everything that Deepgram may answer besides a transcript."""

import json
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path

import pytest

from medic_scribe.edge.metrics import Metrics
from medic_scribe.errors import (
    EngineUnavailable,
    MedicScribeError,
    SpeechCreditSpent,
    SpeechKeyRejected,
    SpeechRequestRefused,
)
from medic_scribe.speech.contract import Audio, SpeechHints
from medic_scribe.speech.deepgram import DeepgramEngine
from medic_scribe.speech.deepgram.failures import ATTEMPTS, LONGEST_WAIT
from tests.clouds.deepgram import KEY, Behaviour, Deepgram

from .conftest import spoken, text_of, transcribe
from .sounds import save, silence

HINTS = SpeechHints()


@pytest.fixture(autouse=True)
def behaviour(cloud: Deepgram) -> Generator[Behaviour]:
    cloud.behaviour = Behaviour()
    yield cloud.behaviour
    cloud.behaviour.let_go.set()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def engine(cloud: Deepgram, waits: list[float]) -> DeepgramEngine:
    return DeepgramEngine(KEY, base_url=cloud.url, price=0.6, timeout=0.5, wait=waits.append)


@pytest.fixture
def sound(consultation: Audio, tmp_path: Path) -> Audio:
    """Ten seconds of the consultation."""
    path = tmp_path / "short.pcm"
    path.write_bytes(consultation.path.read_bytes()[:320_000])
    return Audio(path)


def test_the_service_gets_the_very_samples(engine: DeepgramEngine, cloud: Deepgram, sound: Audio) -> None:
    piece = engine.transcribe_next(sound, 0.0, HINTS)
    assert piece
    assert text_of([piece]).split() == [word.text for word in spoken() if word.end <= 10]
    assert cloud.requests[-1].seconds == 10
    assert cloud.requests[-1].query["language"] == ["es"]


def test_a_long_recording_comes_in_pieces_that_end_where_nobody_speaks(
    cloud: Deepgram, consultation: Audio, tmp_path: Path
) -> None:
    engine = DeepgramEngine(KEY, base_url=cloud.url)
    times = 13  # more than eleven minutes
    long = Audio(tmp_path / "long.pcm")
    long.path.write_bytes(consultation.path.read_bytes() * times)
    pieces = transcribe(engine, long)

    assert len(pieces) == 2
    assert all(piece.end - piece.start <= 600 for piece in pieces)
    assert text_of(pieces).split() == [word.text for word in spoken()] * times
    assert all(one.end == following.start for one, following in pairwise(pieces))


def test_the_voices_of_two_requests_are_not_taken_for_the_same(
    engine: DeepgramEngine, consultation: Audio
) -> None:
    first = engine.transcribe_next(consultation, 0.0, HINTS)
    second = engine.transcribe_next(consultation, 28.0, HINTS)
    assert first
    assert second
    assert not {s.voice for s in first.segments} & {s.voice for s in second.segments}


def test_speech_without_words_is_told(engine: DeepgramEngine, behaviour: Behaviour, sound: Audio) -> None:
    behaviour.body = json.dumps({"results": {"utterances": []}}).encode()
    piece = engine.transcribe_next(sound, 0.0, HINTS)
    assert piece
    assert piece.segments == ()
    assert piece.unheard


def test_silence_is_an_empty_piece(engine: DeepgramEngine, tmp_path: Path) -> None:
    silent = Audio(save(silence(5), tmp_path / "silent.pcm"))
    (piece,) = transcribe(engine, silent)
    assert (piece.segments, piece.unheard, piece.end) == ((), (), 5.0)


def test_it_waits_as_long_as_it_is_told_and_asks_again(
    engine: DeepgramEngine, behaviour: Behaviour, sound: Audio, waits: list[float]
) -> None:
    behaviour.refusals = [(429, {"Retry-After": "7"}), (503, {}), (500, {})]
    assert engine.transcribe_next(sound, 0.0, HINTS)
    assert waits == [7, 2, 4]


def test_it_does_not_wait_for_ever(
    engine: DeepgramEngine, behaviour: Behaviour, sound: Audio, waits: list[float]
) -> None:
    behaviour.refusals = [(429, {"Retry-After": str(int(LONGEST_WAIT) + 1)})]
    with pytest.raises(EngineUnavailable) as raised:
        engine.transcribe_next(sound, 0.0, HINTS)
    assert raised.value.retry
    assert waits == []


def test_it_gives_up_at_last(
    engine: DeepgramEngine, behaviour: Behaviour, sound: Audio, waits: list[float]
) -> None:
    behaviour.refusals = [(500, {})] * ATTEMPTS
    with pytest.raises(EngineUnavailable) as raised:
        engine.transcribe_next(sound, 0.0, HINTS)
    assert raised.value.retry
    assert len(waits) == ATTEMPTS - 1
    assert behaviour.refusals == []


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, SpeechRequestRefused),
        (401, SpeechKeyRejected),
        (402, SpeechCreditSpent),
        (403, SpeechKeyRejected),
        (404, SpeechRequestRefused),
        (413, SpeechRequestRefused),
        (504, EngineUnavailable),
    ],
)
def test_every_refusal_is_one_of_our_errors_without_a_word_of_theirs(
    engine: DeepgramEngine,
    behaviour: Behaviour,
    sound: Audio,
    status: int,
    kind: type[MedicScribeError],
) -> None:
    behaviour.refusals = [(status, {})] * ATTEMPTS
    with pytest.raises(MedicScribeError) as raised:
        engine.transcribe_next(sound, 0.0, HINTS)
    assert type(raised.value) is kind
    assert "Antonio" not in f"{raised.value!r} {raised.value.params} {raised.value.__cause__!r}"


@pytest.mark.parametrize(
    "body",
    [b"", b"not JSON", b"[]", b"{}", b'{"results": {"utterances": [{"words": [{"word": "a"}]}]}}'],
    ids=["nothing", "text", "list", "empty", "no times"],
)
def test_an_answer_of_another_shape_is_no_transcript(
    engine: DeepgramEngine, behaviour: Behaviour, sound: Audio, body: bytes
) -> None:
    behaviour.body = body
    with pytest.raises(EngineUnavailable):
        engine.transcribe_next(sound, 0.0, HINTS)


def test_an_answer_that_does_not_come_is_given_up(
    engine: DeepgramEngine, behaviour: Behaviour, sound: Audio, waits: list[float]
) -> None:
    behaviour.silent = True
    with pytest.raises(EngineUnavailable) as raised:
        engine.transcribe_next(sound, 0.0, HINTS)
    assert raised.value.retry
    assert waits == []


def test_a_wrong_key_is_told(cloud: Deepgram, sound: Audio) -> None:
    with pytest.raises(SpeechKeyRejected):
        DeepgramEngine("another", base_url=cloud.url).transcribe_next(sound, 0.0, HINTS)


def test_a_model_that_is_not_there_is_told(cloud: Deepgram, sound: Audio) -> None:
    with pytest.raises(SpeechRequestRefused):
        DeepgramEngine(KEY, model="nova-9", base_url=cloud.url).transcribe_next(sound, 0.0, HINTS)


def test_the_medical_model_is_asked_so_that_it_understands(cloud: Deepgram, sound: Audio) -> None:
    piece = DeepgramEngine(KEY, "nova-3-medical", cloud.url).transcribe_next(sound, 0.0, HINTS)
    assert piece
    assert piece.segments


def test_seconds_and_cost_are_counted(engine: DeepgramEngine, sound: Audio) -> None:
    seconds, cost = counted()
    engine.transcribe_next(sound, 0.0, HINTS)
    assert counted() == pytest.approx((seconds + 10, cost + 0.1))


def test_without_a_price_only_seconds_are_counted(cloud: Deepgram, sound: Audio) -> None:
    seconds, cost = counted()
    DeepgramEngine(KEY, base_url=cloud.url).transcribe_next(sound, 0.0, HINTS)
    assert counted() == pytest.approx((seconds + 10, cost))


def counted() -> tuple[float, float]:
    """As `/metrics` tells it: seconds of recordings, and US dollars."""
    registry = Metrics().registry
    way = {"engine": "deepgram", "way": "recorded"}
    seconds = registry.get_sample_value("medic_scribe_speech_seconds_total", way)
    cost = registry.get_sample_value("medic_scribe_speech_cost_dollars_total", {"engine": "deepgram"})
    return seconds or 0.0, cost or 0.0
