"""From a file to a note: time against faster-whisper alone, and memory for a short and a long recording."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.long_recording import repeat
from bench.process_memory import Run, run_measured
from medic_scribe.speech.model import packaged_model

TWO_HOURS = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of whole commands, start of the program and loading of the model included, in seconds."""

    audio_seconds: float
    note_seconds: float
    whisper_alone_seconds: float
    ratio: float
    note_peak_mb: float
    whisper_alone_peak_mb: float
    rounds: int


@dataclass(frozen=True, slots=True)
class LongRun:
    audio_seconds: float
    seconds: float
    peak_mb: float


class Notes:
    """Runs the program as a person would, on folders of its own below `folder`."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell
        # Put together beforehand: otherwise the first run alone would pay for it.
        self._model = packaged_model(folder / "models" / "whisper-base")

    def compare(self, audio: Path, rounds: int) -> Comparison:
        """In turn, so that a machine that grows slower or faster does so for both."""
        notes: list[Run] = []
        alone: list[Run] = []
        for number in range(1, rounds + 1):
            self._tell(f"round {number} of {rounds}: the whole way to a note")
            notes.append(self._note(audio))
            self._tell(f"round {number} of {rounds}: faster-whisper alone")
            alone.append(self._whisper_alone(audio))
        ours, theirs = (median(run.seconds for run in runs) for runs in (notes, alone))
        return Comparison(
            audio_seconds=json.loads(notes[0].output)["seconds"],
            note_seconds=ours,
            whisper_alone_seconds=theirs,
            ratio=ours / theirs,
            note_peak_mb=max(run.peak_mb for run in notes),
            whisper_alone_peak_mb=max(run.peak_mb for run in alone),
            rounds=rounds,
        )

    def long_recording(self, audio: Path) -> LongRun:
        """Two hours made of `audio` over and over."""
        long = self._folder / f"long{audio.suffix}"
        repeat(audio, TWO_HOURS, long)
        self._tell("two hours of audio")
        run = self._note(long)
        return LongRun(json.loads(run.output)["seconds"], run.seconds, run.peak_mb)

    def _note(self, audio: Path) -> Run:
        command = [sys.executable, "-m", "medic_scribe.cli", "note", str(audio), "--json"]
        return run_measured(command, self._environment())

    def _whisper_alone(self, audio: Path) -> Run:
        threads = str(os.cpu_count() or 1)
        command = [sys.executable, "-m", "bench.whisper_alone", str(audio), str(self._model), threads]
        return run_measured(command, self._environment())

    def _environment(self) -> dict[str, str]:
        folders = {"VAR_FOLDER": str(self._folder / "var"), "MODELS_FOLDER": str(self._model.parent)}
        return {**os.environ, **folders}
