"""Recordings: what is known of the audio that lies in the file store."""

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation
from medic_scribe.files.contract import StoredFile
from medic_scribe.recordings.models import Recording

# So that a person who opens the folder knows what to play a file with; what it is, decoding finds out.
_EXTENSIONS = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "audio/webm": "webm",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
}


def file_key(consultation_id: str, media_type: str) -> str:
    """Where a recording goes. The name it had elsewhere is often the patient's, and stays there."""
    return f"{consultation_id}.{_EXTENSIONS.get(media_type.partition(';')[0].strip().lower(), 'audio')}"


def samples_file(work_folder: Path, consultation_id: str) -> Path:
    """Where its decoded sound lies while it is transcribed."""
    return work_folder / f"{consultation_id}.pcm"


def forget_samples(work_folder: Path, consultation_id: str) -> None:
    """And what was computed from them."""
    for path in work_folder.glob(f"{consultation_id}.*"):
        path.unlink(missing_ok=True)


async def attach_recording(
    session: AsyncSession,
    consultation: Consultation,
    stored: StoredFile,
    media_type: str,
    *,
    abandoned: bool = False,
) -> Recording:
    recording = Recording(
        consultation_id=consultation.id,
        file_key=stored.key,
        media_type=media_type[:100],
        size=stored.size,
        sha256=stored.sha256,
        abandoned=abandoned,
    )
    session.add(recording)
    await session.flush()
    return recording
