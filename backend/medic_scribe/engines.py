"""Settings → the speech and note engines, and what else runs in worker processes.

A worker imports this file and then only what it needs: everything heavy is imported where it is used.
"""

import os
from collections.abc import Hashable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from medic_scribe.settings import NoteEngineName, Settings, SpeechEngineName
from medic_scribe.speech.contract import Audio, Segment, SpeechEngine, Utterance
from medic_scribe.workers import Hosted, InThreads, InWorkers, Recipe, Workers
from medic_scribe.writing.contract import Finding, NoteEngine, Section

if TYPE_CHECKING:
    from medic_scribe.speech.decode import DecodedAudio


def speech_recipe(settings: Settings) -> Recipe[SpeechEngine]:
    match settings.speech_engine_name:
        case SpeechEngineName.WHISPER:
            threads = settings.speech_threads or os.cpu_count() or 1
            return Recipe(_whisper, (settings.whisper_model, settings.models_folder, threads))
        case SpeechEngineName.FAKE:
            return Recipe(_fake_speech)
        case SpeechEngineName.DEEPGRAM:
            key = settings.deepgram_api_key.get_secret_value() if settings.deepgram_api_key else ""
            price = settings.deepgram_price_per_minute
            return Recipe(_deepgram, (key, settings.deepgram_model, settings.deepgram_base_url, price))


def hosted_speech(settings: Settings, hearing: Workers) -> Hosted[SpeechEngine]:
    """In the workers, or in threads of this process where it only waits for a network."""
    recipe = speech_recipe(settings)
    if hears_ahead(settings):
        return InThreads(recipe, settings.speech_at_once)
    return InWorkers(hearing, recipe)


def hears_ahead(settings: Settings) -> bool:
    """Whether the speech engine goes on hearing a recording that grows between two calls."""
    return settings.speech_engine_name is SpeechEngineName.DEEPGRAM


def speech_model_is_there(settings: Settings) -> bool:
    """Whether the weights that come with the program do. Others are fetched or named by who runs it."""
    if settings.speech_engine_name is not SpeechEngineName.WHISPER or settings.whisper_model != "base":
        return True
    from medic_scribe.speech.model import PARTS

    return all(find_spec(package) for package, _ in PARTS)


def note_recipe(settings: Settings) -> Recipe[NoteEngine]:
    match settings.note_engine_name:
        case NoteEngineName.EXTRACTIVE:
            return Recipe(_extractive)
        case NoteEngineName.FAKE:
            return Recipe(_fake_note)
        case NoteEngineName.OPENAI:
            return Recipe(_openai_or_extractive, (cast(Hashable, settings),))  # it is frozen


def hosted_note(settings: Settings, writing: Workers) -> Hosted[NoteEngine]:
    """In the workers, or in threads of this process where it only waits for a network."""
    recipe = note_recipe(settings)
    if settings.note_engine_name is NoteEngineName.OPENAI:
        return InThreads(recipe, settings.notes_at_once)
    return InWorkers(writing, recipe)


# What the workers build and run; they find these functions by name.


def _whisper(model: str, models_folder: Path, threads: int) -> SpeechEngine:
    from medic_scribe.speech.whisper import WhisperEngine

    return WhisperEngine(model, models_folder, threads)


def _deepgram(key: str, model: str, base_url: str, price: float) -> SpeechEngine:
    from medic_scribe.speech.deepgram import DeepgramEngine

    return DeepgramEngine(key, model, base_url, price)


def _fake_speech() -> SpeechEngine:
    from medic_scribe.speech.fake import FakeSpeechEngine

    return FakeSpeechEngine()


def _extractive() -> NoteEngine:
    from medic_scribe.writing.extractive import ExtractiveNoteEngine

    return ExtractiveNoteEngine()


def _openai(settings: Settings) -> NoteEngine:
    from medic_scribe.writing.extractive.note.instruction import follow
    from medic_scribe.writing.openai_compatible import OpenAINoteEngine, Service

    service = Service(
        model=settings.openai_model,
        key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else "",
        base_url=settings.openai_base_url,
        timeout=settings.openai_timeout_seconds,
        retries=settings.openai_retries,
        context=settings.openai_context_tokens,
        input_price=settings.openai_input_price,
        output_price=settings.openai_output_price,
    )
    return OpenAINoteEngine(
        service, settings.redact_before_cloud, lambda wish, template: follow(wish, template).template
    )


def _openai_or_extractive(settings: Settings) -> NoteEngine:
    from medic_scribe.writing.fallback import WithFallback

    return WithFallback(_openai(settings), _extractive())


def _fake_note() -> NoteEngine:
    from medic_scribe.writing.fake import FakeNoteEngine

    return FakeNoteEngine()


def decode(source: Path, target: Path) -> "DecodedAudio":
    from medic_scribe.speech import decode

    return decode.decode(source, target)


def decode_growing(source: Path, target: Path, size: int, complete: bool) -> "DecodedAudio":
    from medic_scribe.speech import growing

    return growing.decode_growing(source, target, size, complete)


def probe(source: Path) -> None:
    from medic_scribe.speech import decode

    decode.probe(source)


def assign_roles(audio: Audio, segments: tuple[Segment, ...]) -> tuple[Utterance, ...]:
    from medic_scribe.speech import roles

    return roles.assign_roles(audio, segments)


def check(sections: tuple[Section, ...], utterances: tuple[Utterance, ...]) -> tuple[Finding, ...]:
    from medic_scribe.clinical import check

    return check.check(sections, utterances)
