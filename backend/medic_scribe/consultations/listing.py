"""Finding consultations again: newest first, page by page."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.errors import BadRequest
from medic_scribe.notes.models import NoteVersion, SectionRow, StatementRow
from medic_scribe.recordings.models import Recording
from medic_scribe.transcripts.models import UtteranceRow

ACCENTED, PLAIN = "áéíóúüÁÉÍÓÚÜñÑ", "aeiouuaeiouunn"


@dataclass(frozen=True, slots=True)
class Search:
    """`text`: words of label, transcript or note, whatever their capitals and accents; `day` in `zone`."""

    text: str = ""
    day: date | None = None
    zone: tzinfo = UTC
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    consultation: Consultation
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Page:
    items: Sequence[Listed]
    next: str | None


async def list_consultations(
    session: AsyncSession, owner_id: str, search: Search, *, cursor: str | None, limit: int
) -> Page:
    """Raises `BadRequest` for a cursor that no page gave."""
    wanted = (
        select(Consultation, Recording.seconds)
        .outerjoin(Recording, Recording.consultation_id == Consultation.id)
        .where(Consultation.owner_id == owner_id)
        .order_by(Consultation.created_at.desc(), Consultation.id.desc())
        .limit(limit + 1)
    )
    wanted = _narrowed(wanted, search)
    if cursor:
        wanted = wanted.where(tuple_(Consultation.created_at, Consultation.id) < _place(cursor))
    found = [Listed(consultation, seconds) for consultation, seconds in await session.execute(wanted)]
    items = found[:limit]
    return Page(items, _cursor(items[-1].consultation) if len(found) > limit else None)


def _narrowed(
    wanted: Select[Consultation, float | None], search: Search
) -> Select[Consultation, float | None]:
    if search.status:
        wanted = wanted.where(Consultation.status == search.status)
    if search.day:
        start = datetime.combine(search.day, time(), search.zone)
        end = datetime.combine(search.day + timedelta(days=1), time(), search.zone)
        wanted = wanted.where(Consultation.created_at >= start, Consultation.created_at < end)
    for word in search.text.split():
        wanted = wanted.where(_mentions(word))
    return wanted


def _mentions(word: str) -> ColumnElement[bool]:
    pattern = f"%{_escaped(_plain(word))}%"
    said = select(UtteranceRow.position).where(
        UtteranceRow.consultation_id == Consultation.id,
        _folded(UtteranceRow.text).like(pattern, escape="\\"),
    )
    written = (
        select(StatementRow.id)
        .join(SectionRow, SectionRow.id == StatementRow.section_id)
        .join(NoteVersion, NoteVersion.id == SectionRow.version_id)
        .where(
            NoteVersion.consultation_id == Consultation.id,
            NoteVersion.number == _newest_version(),
            _folded(StatementRow.text).like(pattern, escape="\\"),
        )
    )
    labelled = _folded(Consultation.patient_label).like(pattern, escape="\\")
    return or_(labelled, said.exists(), written.exists())


def _newest_version() -> ScalarSelect[int]:
    of_the_same = select(func.max(NoteVersion.number)).where(NoteVersion.consultation_id == Consultation.id)
    return of_the_same.correlate(Consultation).scalar_subquery()


def _folded(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """In SQL that both databases have: SQLite's `lower` knows no accents."""
    folded: ColumnElement[str] = func.lower(column)
    for accented, plain in zip(ACCENTED, PLAIN, strict=True):
        folded = func.replace(folded, accented, plain)
    return folded


def _plain(word: str) -> str:
    return word.translate(str.maketrans(ACCENTED, PLAIN)).lower()


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _cursor(consultation: Consultation) -> str:
    place = f"{consultation.created_at.isoformat()} {consultation.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[datetime, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        moment, _, identifier = text.partition(" ")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None or "\x00" in identifier:
            raise BadRequest(field="cursor")
    except (ValueError, OverflowError, binascii.Error):
        raise BadRequest(field="cursor") from None
    return at, identifier
