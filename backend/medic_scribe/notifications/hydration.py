"""An event as it is sent: words, which the outbox never keeps, are added on the way."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.notifications.models import Event
from medic_scribe.notifications.schemas import EventView
from medic_scribe.transcripts.models import UtteranceRow
from medic_scribe.transcripts.service import utterance_rows


def view_of(event: Event) -> EventView:
    return EventView(
        id=event.id,
        type=event.type,
        consultation_id=event.consultation_id,
        at=event.created_at,
        data=event.payload,
    )


async def with_words(session: AsyncSession, event: Event) -> EventView:
    """`utterances` as they stand now: whoever comes late gets the newest that is known of them."""
    view = view_of(event)
    if event.type != "utterances" or event.consultation_id is None:
        return view
    first, count = event.payload["first"], event.payload["count"]
    rows = await utterance_rows(session, event.consultation_id, first, count - 1)
    said = [_utterance(row) for row in rows]
    return view.model_copy(update={"data": {**event.payload, "utterances": said}})


def _utterance(row: UtteranceRow) -> dict[str, Any]:
    return {
        "id": row.position,
        "speaker": row.speaker.value,
        "text": row.text,
        "start": row.start,
        "end": row.end,
    }
