"""The yardstick: faster-whisper by itself on the same file with the same settings, and nothing else.

Run as `python -m bench.whisper_alone FILE MODEL_FOLDER THREADS`; prints the text.
"""

import sys
from typing import Any

from faster_whisper import BatchedInferencePipeline, WhisperModel  # pyright: ignore[reportMissingTypeStubs]

from medic_scribe.speech.contract import SpeechHints
from medic_scribe.speech.prompt import prompt


def main(file: str, model_folder: str, threads: str) -> None:
    model: Any = WhisperModel(model_folder, device="cpu", compute_type="int8", cpu_threads=int(threads))
    pipeline: Any = BatchedInferencePipeline(model)
    encode = model.hf_tokenizer.encode
    expected = prompt(SpeechHints(), lambda text: len(encode(text, add_special_tokens=False)))
    segments, _ = pipeline.transcribe(
        file, language="es", batch_size=4, beam_size=5, word_timestamps=True, hotwords=expected
    )
    print(" ".join(segment.text.strip() for segment in segments))


if __name__ == "__main__":
    main(*sys.argv[1:])
