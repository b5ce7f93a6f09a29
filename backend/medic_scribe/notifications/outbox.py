"""Publishing what happened, within the transaction in which it happens; reading it back, in order, once.

What happened long ago is forgotten: nobody reconnects so late and wants each of its steps.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.database.base import now
from medic_scribe.database.engine import PUBLISHED, Database
from medic_scribe.notifications.models import Event

CHANNEL = "medic_scribe_events"

KEPT_FOR = timedelta(days=30)
AT_ONCE = 5_000  # in one transaction, which on SQLite nobody else writes in


async def publish(
    session: AsyncSession, user_id: str, consultation_id: str | None, kind: str, payload: dict[str, Any]
) -> Event:
    """Add an event for `user_id`; others see it when the caller's transaction is committed, never else.

    `payload` must be free of a patient's words: numbers, ids and codes only.
    """
    postgresql = session.get_bind().dialect.name == "postgresql"
    if postgresql:
        # Ids are given out before the commit. Without this lock, held to the commit, a reader could see
        # event 8 of a user before event 7, ask for what comes after 8, and never get 7.
        await session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:user, 0))"), {"user": user_id}
        )
    event = Event(user_id=user_id, consultation_id=consultation_id, type=kind, payload=payload)
    session.add(event)
    await session.flush()
    if postgresql:
        await session.execute(text(f"SELECT pg_notify('{CHANNEL}', :user)"), {"user": user_id})
    session.info.setdefault(PUBLISHED, set()).add(user_id)
    return event


async def after(session: AsyncSession, user_id: str, last: int, limit: int = 500) -> Sequence[Event]:
    """The user's events with an id above `last`, oldest first, at most `limit`."""
    found = await session.scalars(
        select(Event).where(Event.user_id == user_id, Event.id > last).order_by(Event.id).limit(limit)
    )
    return found.all()


async def forget_old(database: Database, kept_for: timedelta = KEPT_FOR) -> None:
    """Ids grow with time, so that the oldest are found without looking at the rest."""
    oldest = select(Event.id).order_by(Event.id).limit(AT_ONCE)
    old = delete(Event).where(Event.id.in_(oldest), Event.created_at < now() - kept_for)
    forgotten = AT_ONCE
    while forgotten == AT_ONCE:
        async with database.writing() as session:
            forgotten = len((await session.scalars(old.returning(Event.id))).all())
