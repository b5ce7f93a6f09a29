"""The Edge Function `purge-audio` in a real Deno, as Supabase runs it, against the real API."""

import asyncio
import json
import os
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import update
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from medic_scribe.accounts.models import User
from tests.api.audio import tone
from tests.api.conftest import WAIT
from tests.supabase.conftest import MAINTENANCE, Clinic
from tests.supabase.loopback import listening

pytestmark = pytest.mark.asyncio(loop_scope="module")

SUPABASE = Path(__file__).resolve().parents[3] / "supabase"


@pytest.fixture(scope="module")
def deno() -> Path:
    """Installed by `make test`. Only where nobody waits for the result may it be missing."""
    found = next(SUPABASE.glob("node_modules/@deno/*/deno"), None)
    if found is None and not os.environ.get("CI"):
        pytest.skip("Deno is not installed: run bin/edge install")
    assert found
    return found


@asynccontextmanager
async def function(deno: Path, folder: Path, api: str | None) -> AsyncGenerator[httpx.AsyncClient]:
    """It may read its two secrets and talk to the API, and nothing else."""
    host = httpx.URL(api or "http://127.0.0.1").netloc.decode()
    secrets = {"MEDIC_SCRIBE_URL": api, "MAINTENANCE_TOKEN": MAINTENANCE} if api else {}
    running = await asyncio.create_subprocess_exec(
        deno,
        "run",
        "--no-prompt",
        "--no-remote",
        "--allow-env=MEDIC_SCRIBE_URL,MAINTENANCE_TOKEN",
        f"--allow-net=127.0.0.1:0,{host}",
        SUPABASE / "functions/purge-audio/index.ts",
        env={"DENO_SERVE_ADDRESS": "tcp:127.0.0.1:0", "DENO_DIR": str(folder), "NO_COLOR": "1", **secrets},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert running.stderr
    said: list[str] = []
    try:
        while True:
            line = (await running.stderr.readline()).decode()
            said.append(line)
            assert line, said  # it ended
            if address := re.search(r"http://\S+:\d+", line):
                break
        async with httpx.AsyncClient(base_url=address[0], timeout=WAIT) as client:
            yield client
    finally:
        running.terminate()
        await running.wait()


def signed(token: str = MAINTENANCE) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def old_audio(clinic: Clinic) -> list[str]:
    """Ana keeps audio for no day at all, Eva for ever."""
    made: list[str] = []
    for account in (clinic.ana, clinic.eva):
        async with clinic.site.caller(clinic.token(account)) as client:
            answer = await client.post("/transcribe-and-summarize/", files={"audio_file": tone()})
            made.append(answer.json()["consultation_id"])
    async with clinic.site.wiring.database.writing() as session:
        await session.execute(update(User).where(User.id == clinic.ana.id).values(audio_retention_days=0))
    return made


async def audio_status(clinic: Clinic, consultation_ids: list[str]) -> list[int]:
    found: list[int] = []
    for account, consultation_id in zip((clinic.ana, clinic.eva), consultation_ids, strict=True):
        async with clinic.site.caller(clinic.token(account)) as client:
            found.append((await client.get(f"/v1/consultations/{consultation_id}/audio")).status_code)
    return found


async def test_only_the_scheduler_may_purge(clinic: Clinic, deno: Path, tmp_path: Path) -> None:
    async with function(deno, tmp_path, clinic.site.url) as purge_audio:
        for headers in (
            {},
            signed("wrong"),
            signed(clinic.token(clinic.ana)),
            {"Authorization": "Basic eDp5"},
        ):
            answer = await purge_audio.post("/", headers=headers)
            assert (answer.status_code, answer.json()) == (401, {"ok": False, "reason": "unauthenticated"})
        assert (await purge_audio.get("/", headers=signed())).status_code == 405
    for headers in ({}, signed("wrong"), signed(MAINTENANCE[:-1]), signed(clinic.token(clinic.ana))):
        answer = await clinic.site.client.post("/v1/maintenance/purge", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_audio_past_its_retention_goes_and_no_other(
    clinic: Clinic, deno: Path, tmp_path: Path, old_audio: list[str]
) -> None:
    assert await audio_status(clinic, old_audio) == [200, 200]
    async with function(deno, tmp_path, f"{clinic.site.url}/api/") as purge_audio:
        answers = [await purge_audio.post("/", headers=signed()) for _ in range(2)]
    assert [answer.json() for answer in answers] == [
        {"ok": True, "erased": 1, "attempts": 1},
        {"ok": True, "erased": 0, "attempts": 1},
    ]
    assert await audio_status(clinic, old_audio) == [404, 200]


@dataclass
class Flaky:
    """Before the API: answers what it is told to, then hands on to it."""

    api: str
    answers: list[int]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        if self.answers:
            response = Response("<html>", self.answers.pop(0), {"Retry-After": "0", "Location": self.api})
        else:
            headers = {"Authorization": request.headers["authorization"]}
            async with httpx.AsyncClient() as client:
                real = await client.post(f"{self.api}{request.url.path}", headers=headers)
            response = Response(real.content, real.status_code, {"Content-Type": "application/json"})
        await response(scope, receive, send)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ([503, 429, 502], {"ok": True, "erased": 0, "attempts": 4}),
        ([503] * 4, {"ok": False, "reason": "unavailable", "status": 503, "attempts": 4}),
        ([401], {"ok": False, "reason": "refused", "status": 401, "attempts": 1}),
        ([302], {"ok": False, "reason": "refused", "status": 302, "attempts": 1}),
        ([200], {"ok": False, "reason": "not_understood", "status": 200, "attempts": 1}),
    ],
)
async def test_it_tries_again_where_that_may_help(
    clinic: Clinic,
    deno: Path,
    tmp_path: Path,
    old_audio: list[str],
    answers: list[int],
    outcome: dict[str, object],
) -> None:
    with listening(Flaky(clinic.site.url, answers)) as url:
        async with function(deno, tmp_path, url) as purge_audio:
            answer = await purge_audio.post("/", headers=signed())
    erased = answer.json().get("erased")
    assert answer.json() == outcome | ({} if erased is None else {"erased": erased})
    assert answer.status_code == (200 if outcome["ok"] else 502)
    assert MAINTENANCE not in answer.text


async def test_without_its_secrets_it_says_so(deno: Path, tmp_path: Path) -> None:
    async with function(deno, tmp_path, None) as purge_audio:
        answer = await purge_audio.post("/", headers=signed("undefined"))
    assert (answer.status_code, json.loads(answer.text)) == (500, {"ok": False, "reason": "misconfigured"})
