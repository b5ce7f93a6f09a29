"""What happened, for who asks."""

from typing import Annotated

from fastapi import APIRouter, Query

from medic_scribe.edge.dependencies import Caller, Reading
from medic_scribe.edge.responses import problems
from medic_scribe.notifications.hydration import view_of
from medic_scribe.notifications.outbox import after
from medic_scribe.notifications.schemas import EventList

router = APIRouter(prefix="/v1/events", tags=["events"], responses=problems(401, 422))


@router.get("")
async def list_events(
    caller: Caller,
    session: Reading,
    after_id: Annotated[int, Query(alias="after", ge=0, le=2**53, description="The last id seen.")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> EventList:
    """Oldest first. The WebSocket `/ws/{user_id}` gives the same as it happens."""
    found = [view_of(event) for event in await after(session, caller.subject, after_id, limit)]
    return EventList(items=found, last=found[-1].id if found else after_id)
