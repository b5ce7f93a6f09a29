"""Everything at once: PostgreSQL, API, a worker with the real speech model, built web app, accounts and TLS.

All behind the Nginx that ships: `medic-scribe verify` has to tick every point.
"""

import asyncio
import os
import secrets
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from medic_scribe.accounts.passwords import hashed
from medic_scribe.accounts.service import create_account
from medic_scribe.database.engine import Database
from medic_scribe.verification.deployment import Person
from medic_scribe.verification.points import State
from medic_scribe.verification.run import POINTS
from tests.deploy.conftest import Certificate
from tests.deploy.nginx import HERE, needs_nginx, running
from tests.deploy.stack import RESTART, api, edge, named, outcomes, program, wish_for
from tests.docs.documents import ROOT

pytestmark = needs_nginx

LIMIT_MB = 100
PEOPLE = tuple(Person(f"{name}@clinica.example", secrets.token_urlsafe()) for name in ("ana", "luis"))


def test_every_point_is_ticked(
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    certificate: Certificate,
    tmp_path: Path,
) -> None:
    web_root = _built_web_app()
    with ExitStack() as stack:
        url = stack.enter_context(new_database("postgresql", tmp_path))
        asyncio.run(_create_accounts(url))
        settings = {
            "ENVIRONMENT": "production",
            "DATABASE_URL": url,
            "TOKEN_SECRET": secrets.token_urlsafe(48),
            "VAR_FOLDER": str(tmp_path / "var"),
        }
        address = stack.enter_context(api(tmp_path, settings | {"WORK": "never"}))
        stack.enter_context(program("worker", tmp_path, settings))
        frontend = stack.enter_context(running("frontend", tmp_path / "web", {"WEB_ROOT": web_root}))
        behind = {"API": address, "FRONTEND": f"{HERE}:{frontend.port}", "MAX_UPLOAD_MB": str(LIMIT_MB)}
        nginx = stack.enter_context(edge(tmp_path / "edge", certificate, behind))
        restart = f"cd {tmp_path} && {RESTART}"
        found = outcomes(wish_for(nginx, certificate, LIMIT_MB, people=PEOPLE, restart_with=restart))
    assert {name: one for name, one in found.items() if one.state is not State.PASSED} == {}
    assert named(found, State.PASSED) == set(POINTS)


async def _create_accounts(url: str) -> None:
    database = Database(url)
    async with database.writing() as session:
        for person in PEOPLE:
            password_hash = await hashed(person.password or "")
            await create_account(session, email=person.email or "", name="", password_hash=password_hash)
    await database.close()


def _built_web_app() -> Path:
    subprocess.run([ROOT / "bin" / "web", "build"], check=True)
    folder = ROOT / "frontend" / "dist"
    if not (folder / "index.html").exists():
        assert not os.environ.get("CI")
        pytest.skip("Node is not installed, so that there is no web app")
    return folder
