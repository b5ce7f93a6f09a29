"""Publishing what happened, within the transaction in which it happens; reading it back, in order, once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.database.engine import PUBLISHED
from medic_scribe.notifications.models import Event

CHANNEL = "medic_scribe_events"


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
