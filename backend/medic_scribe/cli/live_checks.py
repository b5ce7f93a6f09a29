"""What `medic-scribe doctor --live` tries: the engines that were chosen, on a few invented sentences, and
whether who signs in with Supabase can be recognised."""

import asyncio
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import httpx
from pydantic import ValidationError

from medic_scribe.cli.checks import Check, State
from medic_scribe.errors import (
    EngineUnavailable,
    SpeechCreditSpent,
    SpeechKeyRejected,
    SpeechRequestRefused,
)
from medic_scribe.identity.signing_keys import published_keys
from medic_scribe.settings import IdentityName, Settings
from medic_scribe.speech.contract import Audio, Piece, Speaker, SpeechEngine, SpeechHints, Utterance
from medic_scribe.speech.decode import decode
from medic_scribe.templates.builtin import builtin_templates
from medic_scribe.wiring import note_engine, speech_engine, supabase_keys_address
from medic_scribe.writing.contract import NoteRequest

CLIP = "clip.opus"  # ten seconds of an acted consultation, two synthetic voices
CONVERSATION = (
    Utterance(0, Speaker.CLINICIAN, "Buenos días, ¿qué le ocurre?"),
    Utterance(1, Speaker.PATIENT, "Me duele la garganta desde hace dos días y no tengo fiebre."),
)
# Of all that a language model's service can answer, what whoever runs this can put right.
TELLING_NOTICES = ("key_rejected", "credit_spent", "request_refused", "unreachable")
TELLING_ERRORS = (SpeechKeyRejected, SpeechCreditSpent, SpeechRequestRefused)


def run_live_checks(settings: Settings) -> Iterator[Check]:
    yield _speech(settings)
    yield _notes(settings)
    if settings.identity_provider is IdentityName.SUPABASE and settings.supabase_url:
        yield _identity(settings, settings.supabase_url)


def _speech(settings: Settings) -> Check:
    name: dict[str, str | int | float] = {"name": settings.speech_engine_name.value}
    began = monotonic()
    try:
        pieces = _heard_in_the_clip(speech_engine(settings))
    except TELLING_ERRORS as error:
        return Check("live_speech", State.FAILED, error.code(), name)
    except EngineUnavailable:
        return Check("live_speech", State.FAILED, "unavailable", name)
    segments = [segment for piece in pieces for segment in piece.segments]
    if not segments:
        return Check("live_speech", State.FAILED, "nothing", name)
    voices = {segment.voice for segment in segments if segment.voice is not None}
    found = {
        "text": " ".join(segment.text for segment in segments),
        "voices": len(voices),
        "seconds": round(monotonic() - began, 1),
    }
    return Check("live_speech", State.OK, "heard", {**name, **found})


def _notes(settings: Settings) -> Check:
    name: dict[str, str | int | float] = {"name": settings.note_engine_name.value}
    began = monotonic()
    draft = note_engine(settings).write(NoteRequest(CONVERSATION, builtin_templates()[0]))
    if draft.notice:
        code = draft.notice if draft.notice in TELLING_NOTICES else "failed"
        return Check("live_notes", State.FAILED, code, name)
    lines = [statement.text for section in draft.sections for statement in section.statements]
    found = {"text": " ".join(lines), "seconds": round(monotonic() - began, 1)}
    return Check("live_notes", State.OK, "wrote", {**name, **found})


def _identity(settings: Settings, url: str) -> Check:
    """Without the keys that the project publishes nobody comes in, but with the secret of an older one."""
    address = supabase_keys_address(url)

    def found(state: State, code: str, **more: int) -> Check:
        return Check("live_identity", state, code, {"address": address, **more})

    try:
        keys = asyncio.run(published_keys(address))
    except httpx.HTTPStatusError as error:
        return found(State.FAILED, "refused", status=error.response.status_code)
    except (httpx.HTTPError, httpx.InvalidURL):
        return found(State.FAILED, "unreachable")
    except ValidationError:
        return found(State.FAILED, "other_answer")
    if keys:
        return found(State.OK, "keys", count=len(keys))
    return found(State.OK, "secret") if settings.supabase_jwt_secret else found(State.FAILED, "no_key")


def _heard_in_the_clip(engine: SpeechEngine) -> list[Piece]:
    with as_file(files("medic_scribe.cli") / "data" / CLIP) as clip, TemporaryDirectory() as folder:
        audio = Audio(decode(clip, Path(folder) / "clip.pcm").path)
        pieces: list[Piece] = []
        while piece := engine.transcribe_next(audio, pieces[-1].end if pieces else 0.0, SpeechHints()):
            pieces.append(piece)
        return pieces
