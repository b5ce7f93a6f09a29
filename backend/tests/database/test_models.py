"""What the models promise on both databases."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Executable

from medic_scribe.database.engine import Database
from medic_scribe.database.models import (
    AuditEntry,
    Consultation,
    Event,
    FindingRow,
    NoteVersion,
    SectionRow,
    StatementRow,
    User,
    UtteranceRow,
    metadata,
)
from medic_scribe.notes.models import Origin
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import FindingKind, Topic


async def test_a_moment_comes_back_aware_and_in_utc(database: Database) -> None:
    moment = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=-5)))
    async with database.writing() as session:
        session.add(User(id="u", created_at=moment))
    async with database.reading() as session:
        read = (await session.scalars(select(User.created_at))).one()
    assert read == moment
    assert read.tzinfo is UTC


async def test_a_moment_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.writing() as session:
            session.add(User(id="u", created_at=datetime(2026, 3, 1)))


async def test_an_error_undoes_the_whole_transaction(database: Database) -> None:
    with suppress(LookupError):
        async with database.writing() as session:
            session.add(User(id="u"))
            await session.flush()
            raise LookupError
    async with database.reading() as session:
        assert await session.get(User, "u") is None


async def test_a_consultation_without_its_owner_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            session.add(Consultation(id="c", owner_id="nobody", template="soap"))


async def test_deleting_a_consultation_leaves_only_the_audit(database: Database) -> None:
    async with database.writing() as session:
        await _whole_consultation(session)
        session.add(AuditEntry(actor_id="u", action="read", subject_kind="consultation", subject_id="c"))
    async with database.writing() as session:
        await session.execute(delete(Consultation).where(Consultation.id == "c"))
    async with database.reading() as session:
        left = {
            table.name: await session.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    assert {name for name, count in left.items() if count} == {"users", "audit"}


@pytest.mark.parametrize("change", [update(AuditEntry).values(action="nothing"), delete(AuditEntry)])
async def test_the_audit_only_grows(database: Database, change: Executable) -> None:
    async with database.writing() as session:
        session.add(AuditEntry(actor_id="u", action="read", subject_kind="consultation", subject_id="c"))
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.writing() as session:
            await session.execute(change)
    async with database.reading() as session:
        assert (await session.scalars(select(AuditEntry.action))).all() == ["read"]


async def test_an_event_id_is_never_used_twice(database: Database) -> None:
    async with database.writing() as session:
        session.add(User(id="u"))
        session.add(first := Event(user_id="u", type="progress", payload={}))
    async with database.writing() as session:
        await session.execute(delete(Event))
        session.add(second := Event(user_id="u", type="progress", payload={}))
    assert second.id > first.id


async def test_a_note_reads_back_in_order(database: Database) -> None:
    async with database.writing() as session:
        await _whole_consultation(session)
    async with database.reading() as session:
        version = (await session.scalars(select(NoteVersion))).one()
        assert [section.key for section in version.sections] == ["subjective", "plan"]
        assert [s.text for s in version.sections[0].statements] == ["Refiere tos.", "Niega fiebre."]
        assert version.sections[0].statements[0].evidence == [[0, 0, 2]]
        assert version.findings[0].span is None


async def test_no_span_is_null_and_not_the_word_null(database: Database) -> None:
    async with database.writing() as session:
        await _whole_consultation(session)
    async with database.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM findings WHERE span IS NULL")) == 1


async def _whole_consultation(session: AsyncSession) -> None:
    session.add(User(id="u"))
    await session.flush()
    session.add(Consultation(id="c", owner_id="u", template="soap"))
    await session.flush()
    session.add(
        UtteranceRow(
            consultation_id="c",
            position=0,
            speaker=Speaker.PATIENT,
            start=0,
            end=1.5,
            text="Tengo tos",
            words=[["Tengo", 0.0, 0.5, 0.9], ["tos", 0.5, 1.5, 0.8]],
            heard_text="Tengo tos",
            heard_speaker="patient",
        )
    )
    session.add(Event(user_id="u", consultation_id="c", type="progress", payload={"done": 1}))
    session.add(
        NoteVersion(
            consultation_id="c",
            number=1,
            origin=Origin.ENGINE,
            template="soap",
            sections=[
                SectionRow(
                    position=0,
                    key="subjective",
                    title="Subjetivo",
                    statements=[
                        StatementRow(
                            position=0, text="Refiere tos.", topic=Topic.ILLNESS, evidence=[[0, 0, 2]]
                        ),
                        StatementRow(position=1, text="Niega fiebre.", topic=None, evidence=[[0, 0, 2]]),
                    ],
                ),
                SectionRow(position=1, key="plan", title="Plan", statements=[]),
            ],
            findings=[FindingRow(kind=FindingKind.OMITTED, code="unheard", evidence=[])],
        )
    )
