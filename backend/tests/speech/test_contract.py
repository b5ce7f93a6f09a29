"""What every speech engine does: one suite over all of them.

Whisper is the real one. Deepgram's engine talks through the official SDK to a server on loopback that speaks
its protocol and hears by heart (`tests/clouds/deepgram`). The fake has no ears: it says its script.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.contract import Audio, Piece, Segment, SpeechEngine, SpeechHints, Word
from medic_scribe.speech.deepgram import DeepgramEngine
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.speech.samples import SAMPLE_RATE, count_samples
from medic_scribe.speech.whisper import WhisperEngine
from tests.clouds.deepgram import KEY, Deepgram

from .conftest import spoken, text_of, transcribe
from .sounds import save, silence

SCRIPT = ("Buenos días, doctora.",) * 6
PAUSE = 40.0  # seconds
BEFORE_PAUSE, AFTER_PAUSE = 10.2, 18.0  # in the consultation: between two sentences, and between two others


@dataclass(frozen=True)
class Candidate:
    """An engine, and how to test it.

    `fidelity` is how much of the consultation's words it must have right. `heard_all(seconds)` waits until a
    growing recording was heard as far as it goes. `failing` makes an engine that cannot work for now.
    """

    name: str
    engine: SpeechEngine
    fresh: Callable[[], SpeechEngine]
    words: Sequence[str]
    failing: Callable[[Path], SpeechEngine]
    fidelity: float = 1.0
    has_ears: bool = True
    heard_all: Callable[[float], None] = lambda seconds: None


@pytest.fixture(scope="module", params=["whisper", "deepgram", "fake"])
def candidate(
    request: pytest.FixtureRequest, models_folder: Path, reference: tuple[str, ...]
) -> Generator[Candidate]:
    match request.param:
        case "whisper":
            yield Candidate(
                "whisper",
                request.getfixturevalue("whisper"),
                lambda: WhisperEngine(models_folder=models_folder),
                reference,
                lambda folder: WhisperEngine(str(folder / "there" / "is none"), folder),
                fidelity=0.85,
            )
        case "deepgram":
            cloud: Deepgram = request.getfixturevalue("cloud")

            def heard_all(seconds: float) -> None:
                cloud.wait_until(lambda: cloud.streams[-1].seconds > seconds - 0.5)

            def engine() -> DeepgramEngine:
                return DeepgramEngine(KEY, base_url=cloud.url, wait=lambda seconds: None)

            yield Candidate(
                "deepgram",
                engine(),
                engine,
                reference,
                lambda folder: DeepgramEngine(KEY, base_url="http://127.0.0.1:1", wait=lambda seconds: None),
                heard_all=heard_all,
            )
        case _:

            def fake() -> FakeSpeechEngine:
                return FakeSpeechEngine(script=SCRIPT, piece_seconds=10)

            yield Candidate(
                "fake",
                fake(),
                fake,
                " ".join(SCRIPT).split(),
                lambda folder: FakeSpeechEngine(failures=[EngineUnavailable()]),
                has_ears=False,
            )


@pytest.fixture(scope="module")
def pieces(candidate: Candidate, consultation: Audio, request: pytest.FixtureRequest) -> list[Piece]:
    if candidate.name == "whisper":
        return list(request.getfixturevalue("heard"))
    return transcribe(candidate.engine, consultation)


class TestSpeechEngine:
    def test_a_complete_recording(
        self, candidate: Candidate, pieces: list[Piece], consultation: Audio
    ) -> None:
        assert pieces
        assert all(0 <= piece.start < piece.end for piece in pieces)
        assert all(one.end <= following.start for one, following in pairwise(pieces))
        assert pieces[-1].end <= count_samples(consultation.path) / SAMPLE_RATE
        assert _likeness(pieces, candidate.words) >= candidate.fidelity

    def test_times_ascend_within_the_audio(self, candidate: Candidate, pieces: list[Piece]) -> None:
        assert candidate.engine.capabilities.word_times
        for piece in pieces:
            assert all(one.end <= following.start + 0.05 for one, following in pairwise(piece.segments))
            for segment in piece.segments:
                assert piece.start <= segment.start < segment.end <= piece.end
                assert_well_formed(segment)

    def test_voices_are_numbered_where_it_tells_them_apart(
        self, candidate: Candidate, pieces: list[Piece]
    ) -> None:
        voices = {segment.voice for piece in pieces for segment in piece.segments}
        assert len(voices) == 2 if candidate.engine.capabilities.diarisation else voices == {None}

    def test_after_the_last_piece_there_is_no_more(
        self, candidate: Candidate, pieces: list[Piece], consultation: Audio
    ) -> None:
        assert candidate.engine.transcribe_next(consultation, pieces[-1].end, SpeechHints()) is None

    def test_it_goes_on_where_another_process_was_killed(
        self, candidate: Candidate, pieces: list[Piece], consultation: Audio
    ) -> None:
        """The last piece is the same for an engine that has not heard those before."""
        after = pieces[-2].end if len(pieces) > 1 else 0.0
        assert candidate.fresh().transcribe_next(consultation, after, SpeechHints()) == pieces[-1]

    def test_a_growing_recording_loses_and_repeats_nothing(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        engine, raw = candidate.engine, consultation.path.read_bytes()
        growing = Audio(tmp_path / "growing.pcm", complete=False)
        heard: list[Piece] = []
        interim: list[Segment] = []
        for seconds in range(8, len(raw) // 32_000, 8):
            growing.path.write_bytes(raw[: seconds * 32_000])
            after = heard[-1].end if heard else 0.0
            if piece := engine.transcribe_next(growing, after, SpeechHints()):
                assert piece.end <= seconds
                heard.append(piece)
            candidate.heard_all(min(seconds, len(raw) / 32_000))
            now = engine.interim(growing)
            assert all(segment.end <= seconds for segment in now)
            interim += now
        while_recording = len(heard)
        growing.path.write_bytes(raw)
        heard += transcribe(engine, Audio(growing.path), after=heard[-1].end)

        assert while_recording >= 2
        assert all(one.end <= following.start for one, following in pairwise(heard))
        assert _likeness(heard, candidate.words) >= candidate.fidelity
        assert bool(interim) == engine.capabilities.interim
        for segment in [*interim, *(segment for piece in heard for segment in piece.segments)]:
            assert_well_formed(segment)

    def test_a_growing_recording_is_taken_up_by_another_process(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        raw = consultation.path.read_bytes()
        growing = Audio(tmp_path / "growing.pcm", complete=False)
        growing.path.write_bytes(raw[: 16 * 32_000])
        piece = _settled(candidate.engine, growing, candidate)
        growing.path.write_bytes(raw[: round(AFTER_PAUSE * 32_000)])
        rest = transcribe(candidate.fresh(), Audio(growing.path), after=piece.end)
        candidate.engine.forget(growing)
        # The fake says a line of its script every ten seconds.
        expected = _spoken_before(AFTER_PAUSE) if candidate.has_ears else candidate.words[: 2 * 3]

        assert piece.end < 16
        assert _likeness([piece, *rest], expected) >= candidate.fidelity

    def test_after_it_was_forgotten_a_recording_can_be_heard_again(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        growing = Audio(tmp_path / "growing.pcm", complete=False)
        growing.path.write_bytes(consultation.path.read_bytes()[: 16 * 32_000])
        before = _settled(candidate.engine, growing, candidate)
        candidate.engine.forget(growing)
        candidate.engine.forget(growing)
        assert candidate.engine.interim(growing) == ()
        assert _settled(candidate.engine, growing, candidate) == before
        candidate.engine.forget(growing)

    def test_silence_has_no_words(self, candidate: Candidate, tmp_path: Path) -> None:
        if not candidate.has_ears:
            pytest.skip("it says its script whatever sounds")
        silent = Audio(save(silence(8), tmp_path / "silence.pcm"))
        assert text_of(transcribe(candidate.engine, silent)) == ""

    def test_an_empty_recording_has_no_piece(self, candidate: Candidate, tmp_path: Path) -> None:
        nothing = Audio(save(silence(0), tmp_path / "nothing.pcm"))
        assert candidate.engine.transcribe_next(nothing, 0.0, SpeechHints()) is None

    def test_a_long_pause_moves_what_follows_and_loses_nothing(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        if not candidate.has_ears:
            pytest.skip("it says its script whatever sounds")
        raw = consultation.path.read_bytes()
        cut, until = (round(seconds * 32_000) for seconds in (BEFORE_PAUSE, AFTER_PAUSE))
        paused = Audio(tmp_path / "paused.pcm")
        paused.path.write_bytes(raw[:cut] + bytes(round(PAUSE * 32_000)) + raw[cut:until])
        words = _words(transcribe(candidate.engine, paused))
        split = next(place for place, word in enumerate(words) if word.start > BEFORE_PAUSE + 1)

        assert (
            _likeness_of([word.text for word in words], _spoken_before(AFTER_PAUSE))
            >= candidate.fidelity - 0.05
        )
        assert words[split - 1].end <= BEFORE_PAUSE + 0.5
        assert words[split].start >= BEFORE_PAUSE + PAUSE - 0.5

    def test_hints_are_taken_however_many_they_are(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        short = Audio(tmp_path / "short.pcm")
        short.path.write_bytes(consultation.path.read_bytes()[: 10 * 32_000])
        terms = [
            "enalapril",
            "",
            "ácido acetilsalicílico, 100 mg",
            *(f"fármaco número {n}" for n in range(400)),
        ]
        assert text_of(transcribe(candidate.engine, short, SpeechHints("es", terms)))

    def test_what_goes_wrong_is_one_of_our_errors(
        self, candidate: Candidate, consultation: Audio, tmp_path: Path
    ) -> None:
        with pytest.raises(EngineUnavailable) as raised:
            candidate.failing(tmp_path).transcribe_next(consultation, 0.0, SpeechHints())
        assert raised.value.__cause__ is None


def assert_well_formed(segment: Segment) -> None:
    assert segment.text.split() == [word.text for word in segment.words]
    assert all(0 <= word.confidence <= 1 for word in segment.words)
    assert all(word.start <= word.end for word in segment.words)
    assert all(one.start <= following.start for one, following in pairwise(segment.words))
    assert segment.start <= segment.words[0].start
    assert segment.words[-1].end <= segment.end


def _settled(engine: SpeechEngine, growing: Audio, candidate: Candidate) -> Piece:
    """The first piece of a growing recording, once everything was heard."""
    piece = engine.transcribe_next(growing, 0.0, SpeechHints())
    if piece is None:
        candidate.heard_all(count_samples(growing.path) / SAMPLE_RATE)
        piece = engine.transcribe_next(growing, 0.0, SpeechHints())
    assert piece
    return piece


def _spoken_before(seconds: float) -> Sequence[str]:
    return [word.text for word in spoken() if word.end <= seconds]


def _words(pieces: list[Piece]) -> list[Word]:
    return [word for piece in pieces for segment in piece.segments for word in segment.words]


def _likeness(pieces: list[Piece], expected: Sequence[str]) -> float:
    return _likeness_of([word.text for word in _words(pieces)], expected)


def _likeness_of(heard: Sequence[str], expected: Sequence[str]) -> float:
    """1 for the same words in the same order; case and marks do not count."""
    plain = [["".join(filter(str.isalnum, word.lower())) for word in words] for words in (heard, expected)]
    return SequenceMatcher(a=plain[0], b=plain[1], autojunk=False).ratio()
