"""What a scheduler outside may have done. It shows a secret of its own, `MAINTENANCE_TOKEN`.

The answers are counts: nothing of a patient's, and not whose it was.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import ConfigDict

from medic_scribe.edge.dependencies import State
from medic_scribe.edge.responses import problems
from medic_scribe.edge.schemas import Schema
from medic_scribe.errors import Unauthenticated
from medic_scribe.recordings.retention import erase_expired

_bearer = HTTPBearer(auto_error=False, scheme_name="Maintenance", description="The `MAINTENANCE_TOKEN`.")


async def _scheduler(
    state: State, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
) -> None:
    """Compared in a time that does not tell how much of it is right. Where none is set, none is right."""
    expected = state.wiring.settings.maintenance_token
    if expected is None or credentials is None:
        raise Unauthenticated
    given = credentials.credentials.encode(errors="surrogateescape")
    if not secrets.compare_digest(given, expected.get_secret_value().encode()):
        raise Unauthenticated


router = APIRouter(
    prefix="/v1/maintenance",
    tags=["operations"],
    dependencies=[Depends(_scheduler)],
    responses=problems(401),
)


class Purged(Schema):
    model_config = ConfigDict(json_schema_extra={"example": {"erased": 3}})

    erased: int


@router.post("/purge")
async def purge(state: State) -> Purged:
    """Delete the audio whose time is over (`audio_retention_days`). Asking again does no harm."""
    wiring = state.wiring
    return Purged(erased=await erase_expired(wiring.database, wiring.recordings, wiring.settings.work_folder))
