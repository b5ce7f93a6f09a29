from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medic_scribe.speech import windows
from medic_scribe.speech.contract import Audio
from medic_scribe.speech.vad import Stretch
from medic_scribe.speech.windows import LONGEST, MARGIN, WINDOWS, halves, next_span, pack

SECOND = 16_000


@st.composite
def speech(draw: st.DrawFn) -> list[Stretch]:
    lengths = st.integers(800, 28 * SECOND)
    pauses = st.integers(0, 20 * SECOND)
    at, found = 0, list[Stretch]()
    for pause, length in draw(st.lists(st.tuples(pauses, lengths), min_size=1, max_size=30)):
        found.append(Stretch(at + pause, at + pause + length))
        at += pause + length
    return found


@given(speech())
def test_windows_hold_all_speech_once_and_none_is_too_long(said: list[Stretch]) -> None:
    packed = list(pack(said, after=0))

    assert [stretch for window in packed for stretch in window.speech] == said
    assert all(window.length <= LONGEST for window in packed)
    parts = [part for window in packed for part in window.parts]
    assert all(start < end for start, end in parts)
    assert all(one[1] <= other[0] for one, other in pairwise(parts))
    for stretch in said:
        assert any(start <= stretch.start and stretch.end <= end for start, end in parts)


@given(speech())
def test_halves_hold_the_same_speech(said: list[Stretch]) -> None:
    for window in pack(said, after=0):
        parts = halves(window)
        assert [stretch for part in parts for stretch in part.speech] == list(window.speech)
        assert parts[0].start == window.start
        assert parts[-1].end == window.end


@given(speech(), st.floats(0, 1))
def test_a_time_in_a_window_is_a_time_in_one_of_its_parts(said: list[Stretch], share: float) -> None:
    for window in pack(said, after=0):
        time = window.recording_time(share * window.length / SECOND) * SECOND
        assert any(start - 1 <= time <= end + 1 for start, end in window.parts)


@pytest.fixture
def growing(tmp_path: Path) -> Path:
    return tmp_path / "growing.pcm"


def _span(
    growing: Path, monkeypatch: pytest.MonkeyPatch, said: Sequence[tuple[float, float]], seconds: float
) -> tuple[float, float] | None:
    """First and last second of the piece that a recording gives which grew to `seconds`."""
    growing.write_bytes(bytes(round(seconds * SECOND) * 2))
    found = [Stretch(round(start * SECOND), round(end * SECOND)) for start, end in said]
    monkeypatch.setattr(windows, "stretches", lambda path, after: iter(found))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
    span = next_span(Audio(growing, complete=False), 0)
    if span is None:
        return None
    return (span.windows[0].start / SECOND if span.windows else 0.0, span.end / SECOND)


def test_a_growing_recording_waits_for_a_pause(growing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _span(growing, monkeypatch, [(1, 9)], seconds=9.2) is None
    assert _span(growing, monkeypatch, [(1, 9)], seconds=10) == (0.6, 9.4)


def test_a_short_answer_is_waited_for_a_moment(growing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _span(growing, monkeypatch, [(1, 1.8)], seconds=2.5) is None
    assert _span(growing, monkeypatch, [(1, 1.8)], seconds=3) == (0.6, 2.2)


def test_a_short_answer_does_not_wait_for_the_end_of_what_follows(
    growing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _span(growing, monkeypatch, [(1, 1.8), (2.4, 2.6)], seconds=2.7) is None
    assert _span(growing, monkeypatch, [(1, 1.8), (2.4, 4)], seconds=4) == (0.6, 2.1)


def test_who_never_pauses_is_cut_at_the_best_place(growing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [(0, 10), (10.2, 20), (20.35, 29), (29.2, 40)]

    assert _span(growing, monkeypatch, said, seconds=40) == pytest.approx((0.0, 20.175))


def test_silence_is_passed_over_while_recording(growing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _span(growing, monkeypatch, [], seconds=20) is None
    assert _span(growing, monkeypatch, [], seconds=60) == (0.0, 58.0)


def test_a_finished_recording_is_taken_in_pieces_of_four_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pcm"
    path.write_bytes(bytes(600 * SECOND * 2))
    said = [Stretch(start * SECOND, (start + 9) * SECOND) for start in range(0, 600, 10)]
    taken: list[int] = []

    def counted(path: Path, after: int) -> Iterator[Stretch]:
        for number, stretch in enumerate(said):
            taken.append(number)
            yield stretch

    monkeypatch.setattr(windows, "stretches", counted)
    span = next_span(Audio(path), 0)

    assert span is not None
    assert len(span.windows) == WINDOWS
    assert span.end == span.windows[-1].end <= said[12].start + MARGIN
    assert len(taken) < 20  # and no more was listened to than that needs
