import math
import struct
import wave
from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the program, the tests' engines, and Spanish."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "DEEPGRAM_API_KEY", "OPENAI_API_KEY", "SUPABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENVIRONMENT", "test")
    monkeypatch.setenv("SPEECH_ENGINE", "fake")
    monkeypatch.setenv("NOTE_ENGINE", "fake")
    monkeypatch.setenv("VAR_FOLDER", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def recording(home: Path) -> Path:
    """Two and a half seconds that decode; what is heard in them is up to the tests' engine."""
    path = home / "consulta.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(b"".join(struct.pack("<h", int(8000 * math.sin(n / 9))) for n in range(40_000)))
    return path
