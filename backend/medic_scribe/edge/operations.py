"""For who runs the service: is it alive, is it ready, and how is it doing."""

import asyncio
import errno
import shutil
from pathlib import Path
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import State
from medic_scribe.edge.schemas import Schema
from medic_scribe.engines import speech_model_is_there
from medic_scribe.errors import NotFound

router = APIRouter(tags=["operations"])

LEAST_FREE = 512 * 1024 * 1024  # bytes: room for a recording, its decoded sound and the database

PartName = Literal["database", "pipeline", "speech_model", "disk"]


class Alive(Schema):
    status: Literal["alive"] = "alive"


class Readiness(Schema):
    """Whether each part is ready."""

    ready: bool
    parts: dict[PartName, bool]


@router.get("/healthz")
async def healthz() -> Alive:
    return Alive()


@router.get("/readyz", responses={503: {"model": Readiness, "description": "A part is not ready."}})
async def readyz(state: State, response: Response) -> Readiness:
    database, disk = await asyncio.gather(
        state.checks.passes("database", lambda: _database(state)),
        state.checks.passes("disk", lambda: _disk(state)),
    )
    parts: dict[PartName, bool] = {
        "database": database,
        "pipeline": state.wiring.pipeline.is_running(),
        "speech_model": not state.wiring.pipeline.works or speech_model_is_there(state.wiring.settings),
        "disk": disk,
    }
    response.headers["Cache-Control"] = "no-store"
    response.status_code = 200 if all(parts.values()) else 503
    return Readiness(ready=all(parts.values()), parts=parts)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, state: State) -> Response:
    """Not under `/api`: that is what a proxy shows to everybody."""
    if request.scope.get("root_path"):
        raise NotFound
    return Response(generate_latest(state.metrics.registry), media_type=CONTENT_TYPE_LATEST)


async def _database(state: AppState) -> None:
    async with state.wiring.database.reading() as session:
        await session.execute(text("SELECT 1"))


async def _disk(state: AppState) -> None:
    """Raises `OSError` where it is almost full."""
    for folder in (state.wiring.settings.upload_folder, state.wiring.settings.work_folder):
        if await asyncio.to_thread(_free, folder) < LEAST_FREE:
            raise OSError(errno.ENOSPC, "almost full")


def _free(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
