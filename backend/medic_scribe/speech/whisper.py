"""The embedded speech engine: Whisper, through faster-whisper, with the weights that are packaged."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel  # pyright: ignore[reportMissingTypeStubs]

from medic_scribe.speech.contract import Audio, Piece, Segment, SpeechCapabilities, SpeechHints, Word
from medic_scribe.speech.model import packaged_model
from medic_scribe.speech.samples import SAMPLE_RATE
from medic_scribe.speech.windows import Window, next_span

PACKAGED = "base"


class WhisperEngine:
    """`model` is `base`, which is packaged, or a size or path that faster-whisper fetches or loads.

    The packaged weights are put into `model_folder` at their first use, and fetched ones beside it.
    Nothing is loaded before the first piece is asked for.
    """

    name = "whisper"
    capabilities = SpeechCapabilities(streaming=True, diarisation=False, word_times=True, key_terms=True)

    def __init__(
        self, model: str = PACKAGED, model_folder: Path = Path("var/models/whisper-base"), threads: int = 2
    ) -> None:
        self._model_name = model
        self._model_folder = model_folder
        self._threads = threads

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        span = next_span(audio, round(after * SAMPLE_RATE))
        if span is None:
            return None
        segments = self._hear(audio.path, span.windows, hints) if span.windows else []
        start = span.windows[0].parts[0][0] / SAMPLE_RATE if span.windows else after
        return Piece(start, span.end / SAMPLE_RATE, tuple(segments))

    def _hear(self, path: Path, windows: Sequence[Window], hints: SpeechHints) -> list[Segment]:
        heard = [window.samples(path) for window in windows]
        ends: list[float] = (np.cumsum([len(samples) for samples in heard]) / SAMPLE_RATE).tolist()
        starts = [0.0, *ends[:-1]]
        found, _ = self._pipeline.transcribe(
            np.concatenate(heard),
            clip_timestamps=[{"start": start, "end": end} for start, end in zip(starts, ends, strict=True)],
            batch_size=len(windows),
            language=hints.language,
            beam_size=5,
            word_timestamps=True,
            hotwords=", ".join(hints.key_terms) or None,
        )
        segments: list[Segment] = []
        for one in cast("list[Any]", list(found)):
            place = int(np.searchsorted(ends, one.seek / 100 + 0.005, side="right"))
            window, start = windows[place], starts[place]
            words = tuple(
                Word(
                    word.word.strip(),
                    window.recording_time(float(word.start) - start),
                    window.recording_time(float(word.end) - start),
                    float(word.probability),
                )
                for word in one.words
            )
            if words:
                segments.append(Segment(one.text.strip(), words[0].start, words[-1].end, words))
        return segments

    @cached_property
    def _pipeline(self) -> Any:
        path = packaged_model(self._model_folder) if self._model_name == PACKAGED else self._model_name
        model = WhisperModel(
            str(path),
            device="cpu",
            compute_type="int8",
            cpu_threads=self._threads,
            download_root=str(self._model_folder.parent),
        )
        return BatchedInferencePipeline(model)
