"""A clinic on the network: the real server on a real port, with fake engines, on each database."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
import uvicorn
from sqlalchemy import select

from medic_scribe.consultations.models import Job
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.log import set_up_log
from medic_scribe.server import Server
from medic_scribe.settings import Settings, load_settings
from medic_scribe.wiring import Wiring
from medic_scribe.workbench import work_with
from tests.api.audio import tone
from tests.api.findings import Check, find_changed_doses

WAIT = 30.0  # seconds; only a broken program takes so long

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]


@dataclass(frozen=True)
class Site:
    """`client` calls as nobody in particular; `wiring` looks behind the API's back."""

    settings: Settings
    server: Server
    url: str
    client: httpx.AsyncClient

    def caller(self, token: str) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.AsyncClient(base_url=self.url, headers=headers, timeout=WAIT)

    @property
    def wiring(self) -> Wiring:
        return self.server.api.state.scribe.wiring

    async def noted(self, user: str) -> str:
        """The id of a new consultation of `user` whose note is ready."""
        async with self.caller(user) as client:
            answer = await client.post(
                "/transcribe-and-summarize/",
                files={"audio_file": ("a.wav", tone(), "audio/wav")},
                data={"user_id": user},
            )
        assert answer.status_code == 200, answer.text
        return answer.json()["consultation_id"]

    async def finished(self, consultation_id: str) -> None:
        """When the pipeline is done with all that was asked for the consultation."""
        async with self.wiring.database.reading() as session:
            jobs = await session.scalars(select(Job.id).where(Job.consultation_id == consultation_id))
        for job_id in jobs:
            await self.wiring.pipeline.wait(job_id)


def settings_for_tests(folder: Path, database_url: str, **more: Any) -> Settings:
    return load_settings(
        _env_file=None,
        **{
            "environment": "test",
            "speech_engine": "fake",
            "note_engine": "fake",
            "var_folder": folder,
            "web_folder": folder / "web",
            "database_url": database_url,
            "max_upload_mb": 1,
            **more,
        },
    )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncGenerator[Site]:
    set_up_log(settings.log_level)
    server = Server(settings)
    config = uvicorn.Config(server, port=0, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    listening = _Listening(config)
    running = asyncio.create_task(listening.serve())
    await asyncio.wait({running, asyncio.create_task(listening.begun.wait())}, return_when="FIRST_COMPLETED")
    if running.done():
        await running
    with_check(server, find_changed_doses)
    url = f"http://127.0.0.1:{listening.servers[0].sockets[0].getsockname()[1]}"
    try:
        async with httpx.AsyncClient(base_url=url, timeout=WAIT) as client:
            yield Site(settings, server, url, client)
    finally:
        listening.should_exit = True
        await running


class _Listening(uvicorn.Server):
    """Says when it has begun."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()


def with_check(server: Server, check: Check) -> None:
    """Another safety check, whose findings a test can foresee."""
    state: AppState = server.api.state.scribe
    parts = replace(state.wiring.parts, check=check)
    work_with(parts)
    server.api.state.scribe = replace(state, wiring=replace(state.wiring, parts=parts))


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgresql"])
async def site(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Site]:
    """Where nobody signs in."""
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        url = stack.enter_context(new_database(request.param, folder))
        async with serving(settings_for_tests(folder, url)) as site:
            yield site
