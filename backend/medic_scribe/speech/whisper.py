"""The embedded speech engine: Whisper, through faster-whisper, with the weights that are packaged."""

import ctypes
import math
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel  # pyright: ignore[reportMissingTypeStubs]
from tqdm import tqdm

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.contract import Audio, Piece, Segment, SpeechCapabilities, SpeechHints, Word
from medic_scribe.speech.hearing import Hearing, believable, doubt, doubtful, joined, unheard
from medic_scribe.speech.model import packaged_model, weights_in
from medic_scribe.speech.prompt import prompt
from medic_scribe.speech.samples import SAMPLE_RATE
from medic_scribe.speech.windows import Window, halves, next_span

PACKAGED = "base"

FILLED_UP = 5.0  # seconds of silence that are encoded after the sound
LEAST_ENCODED = 10.0  # seconds, with them
STEP = 2.0  # and rounded up to these: the library keeps what it has worked out for every length it has met


class WhisperEngine:
    """`model` is `base`, which is packaged, or a size or path that faster-whisper fetches or loads.

    The packaged weights are put together under `models_folder` at their first use; fetched ones go there.
    Nothing is loaded before `load()` or the first piece. `threads`: windows that are heard side by side.
    """

    name = "whisper"
    capabilities = SpeechCapabilities(streaming=True, diarisation=False, word_times=True, key_terms=True)

    def __init__(
        self, model: str = PACKAGED, models_folder: Path = Path("var/models"), threads: int = 2
    ) -> None:
        self._model_name = model
        self._models_folder = models_folder
        self._threads = threads

    def load(self) -> None:
        """Raises `ModelDamaged` where the packaged weights are not the published ones."""
        _ = self._model

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        span = next_span(audio, round(after * SAMPLE_RATE))
        if span is None:
            return None
        heard = self._hear_well(audio.path, span.windows, hints)
        _give_memory_back()
        return Piece(
            after if not span.windows else span.windows[0].start / SAMPLE_RATE,
            span.end / SAMPLE_RATE,
            tuple(
                Segment(one.text, one.words[0].start, one.words[-1].end, one.words)
                for one in heard
                if one.words
            ),
            tuple(stretch for one in heard for stretch in unheard(one)),
        )

    def interim(self, audio: Audio) -> tuple[Segment, ...]:  # noqa: ARG002
        return ()

    def forget(self, audio: Audio) -> None:
        """Nothing is held between two pieces."""

    def _hear_well(self, path: Path, windows: Sequence[Window], hints: SpeechHints) -> list[Hearing]:
        """What is doubtful at first is heard again, in smaller windows and without expecting any words."""
        expected = prompt(hints, self._count_tokens)
        heard: list[Hearing] = []
        for first in self._hear(path, windows, hints.language, expected):
            best = believable(first)
            if doubtful(first, expected):
                again = self._hear(path, halves(first.window), hints.language, expected="")
                second = believable(joined(first.window, again))
                best = second if doubt(second, "") < doubt(best, expected) else best
            heard.append(best)
        return heard

    def _hear(self, path: Path, windows: Sequence[Window], language: str, expected: str) -> list[Hearing]:
        """Every window once, each thread its share of them."""
        share = max(1, math.ceil(len(windows) / self._threads))
        shares = [windows[first : first + share] for first in range(0, len(windows), share)]
        with ThreadPoolExecutor(self._threads) as threads:
            heard = threads.map(partial(self._hear_together, path, language, expected), shares)
            return [one for some in heard for one in some]

    def _hear_together(
        self, path: Path, language: str, expected: str, windows: Sequence[Window]
    ) -> list[Hearing]:
        samples = [window.samples(path) for window in windows]
        ends: list[float] = (np.cumsum([len(one) for one in samples]) / SAMPLE_RATE).tolist()
        starts = [0.0, *ends[:-1]]
        pipeline: Any = _Pipeline(self._model)
        found, _ = pipeline.transcribe(
            np.concatenate(samples),
            clip_timestamps=[{"start": start, "end": end} for start, end in zip(starts, ends, strict=True)],
            batch_size=len(windows),
            language=language,
            beam_size=5,
            word_timestamps=True,
            hotwords=expected or None,
        )
        heard = [Hearing(window, ()) for window in windows]
        for one in found:
            place = bisect_right(ends, one.seek / 100 + 0.02)
            heard[place] = _hearing(windows[place], starts[place], one)
        return heard

    def _count_tokens(self, text: str) -> int:
        return len(self._model.hf_tokenizer.encode(text, add_special_tokens=False))

    @cached_property
    def _model(self) -> Any:
        path = (
            packaged_model(weights_in(self._models_folder).parent)
            if self._model_name == PACKAGED
            else self._model_name
        )
        # faster-whisper's progress bars would take a lock between processes; a killed worker leaks it.
        tqdm.set_lock(RLock())  # pyright: ignore[reportUnknownMemberType]
        try:
            return WhisperModel(
                str(path),
                device="cpu",
                compute_type="int8",
                cpu_threads=1,  # two at one window get in each other's way (decision 2)
                num_workers=self._threads,
                download_root=str(self._models_folder),
            )
        except (OSError, RuntimeError, ValueError):  # no such model, or no way to where it is fetched from
            raise EngineUnavailable from None


class _Pipeline(BatchedInferencePipeline):
    """Encodes no more silence after the sound than the model needs.

    Whisper was trained on 30 seconds, and faster-whisper fills up to them whatever is shorter: for a sentence
    that is most of the work. With a few seconds it hears the same (decision 3).
    """

    def forward(self, features: Any, tokenizer: Any, chunks_metadata: Any, options: Any) -> Any:
        seconds = max(chunk["duration"] for chunk in chunks_metadata)
        encoded = math.ceil(max(seconds + FILLED_UP, LEAST_ENCODED) / STEP) * STEP
        frames = round(encoded * self.model.frames_per_second)
        return super().forward(  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - untyped
            features[..., :frames], tokenizer, chunks_metadata, options
        )


def _give_memory_back() -> None:
    """The C library keeps what was freed for the next piece: with pieces of all lengths, 100 MB at last."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
    if trim:
        trim(0)


def _hearing(window: Window, offset: float, found: Any) -> Hearing:
    words: list[Word] = []
    for one in found.words:
        text = str(one.word)
        end = window.recording_time(float(one.end) - offset)
        if words and not text.startswith(" "):  # faster-whisper parts "9,1" and "2.º" in the middle
            before = words.pop()
            confidence = min(before.confidence, float(one.probability))
            words.append(Word(before.text + text.strip(), before.start, end, confidence))
        elif text.strip():
            start = window.recording_time(float(one.start) - offset)
            words.append(Word(text.strip(), start, end, float(one.probability)))
    return Hearing(window, tuple(words), float(found.avg_logprob), float(found.no_speech_prob))
