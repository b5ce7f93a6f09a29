from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from medic_scribe.speech.contract import Audio, Piece, SpeechEngine, SpeechHints
from medic_scribe.speech.decode import decode
from medic_scribe.speech.whisper import WhisperEngine
from tests.clouds.deepgram import Deepgram, KnownWord, Recogniser, deepgram, known_words

RECORDINGS = Path(__file__).parents[1] / "data" / "audio"


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def whisper(models_folder: Path) -> WhisperEngine:
    return WhisperEngine(models_folder=models_folder)


@pytest.fixture(scope="session")
def consultation(tmp_path_factory: pytest.TempPathFactory) -> Audio:
    """The first 52 seconds of an acted consultation: two synthetic voices."""
    target = tmp_path_factory.mktemp("audio") / "consultation.pcm"
    return Audio(decode(RECORDINGS / "consultation.opus", target).path)


@pytest.fixture(scope="session")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> Audio:
    """«El paciente presenta dolor abdominal», by espeak-ng."""
    target = tmp_path_factory.mktemp("audio") / "sentence.pcm"
    return Audio(decode(RECORDINGS / "dolor-abdominal.wav", target).path)


@pytest.fixture(scope="session")
def heard(whisper: WhisperEngine, consultation: Audio) -> tuple[Piece, ...]:
    """What Whisper hears in the consultation."""
    return tuple(transcribe(whisper, consultation))


@pytest.fixture(scope="session")
def reference() -> tuple[str, ...]:
    """What is said in the consultation, word by word."""
    return tuple(word.text for word in spoken())


@pytest.fixture(scope="session")
def recogniser(consultation: Audio) -> Recogniser:
    """It knows the consultation's words by their sound."""
    return Recogniser(consultation.path.read_bytes(), spoken())


@pytest.fixture(scope="module")
def cloud(recogniser: Recogniser) -> Generator[Deepgram]:
    with deepgram(recogniser) as running:
        yield running


def spoken() -> list[KnownWord]:
    return known_words(RECORDINGS / "consultation.tsv")


def transcribe(
    engine: SpeechEngine, audio: Audio, hints: SpeechHints | None = None, after: float = 0.0
) -> list[Piece]:
    pieces: list[Piece] = []
    while piece := engine.transcribe_next(audio, pieces[-1].end if pieces else after, hints or SpeechHints()):
        pieces.append(piece)
    return pieces


def text_of(pieces: Sequence[Piece]) -> str:
    return " ".join(segment.text for piece in pieces for segment in piece.segments)
