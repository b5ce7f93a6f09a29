"""A recording from the network into the file store, and from there to the pipeline."""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from medic_scribe.consultations.removal import discard_soon
from medic_scribe.errors import MedicScribeError, RecordingEmpty, RecordingTruncated
from medic_scribe.files.contract import StoredFile

if TYPE_CHECKING:
    from medic_scribe.wiring import Wiring

SOUND = ("audio/", "video/")
UNKNOWN = "application/octet-stream"


async def receive(wiring: "Wiring", key: str, data: AsyncIterator[bytes]) -> StoredFile:
    """Store it under `key`. Raises `RecordingEmpty` and `NotAudio`, keeping nothing.

    What is cut short is kept: it may be all that there is of a consultation. The pipeline tells.
    """
    stored = await wiring.recordings.put(key, data)
    try:
        if not stored.size:
            raise RecordingEmpty
        with suppress(RecordingTruncated):
            await wiring.probe(key)
    except MedicScribeError:
        await discard_soon(wiring.parts, key)
        raise
    return stored


def sound_type(media_type: str | None) -> str:
    """The media type that a client declares if it is one of sound or video: it is served again as such."""
    plain = (media_type or "").partition(";")[0].strip().lower()
    return plain if plain.startswith(SOUND) and plain.isascii() and plain.isprintable() else UNKNOWN
