"""Events as the API and the WebSocket show them."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from medic_scribe.edge.schemas import Schema


class EventView(Schema):
    """`id` grows; ask for what came after it. No event carries a patient's words."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 42,
                "type": "summary_ready",
                "consultation_id": "1f6d8a52-7f5e-4a40-9a34-1f0f5f3c2c11",
                "at": "2026-03-02T09:36:12Z",
                "data": {"version": 1},
            }
        }
    )

    id: int
    type: str
    consultation_id: str | None
    at: datetime
    data: dict[str, Any]


class EventList(Schema):
    """Oldest first. `last` is the id to ask from the next time."""

    items: list[EventView]
    last: int
