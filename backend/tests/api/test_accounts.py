"""Local accounts over HTTP: signing in, and that every route asks who calls."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from medic_scribe.accounts.passwords import hashed
from medic_scribe.accounts.service import create_account
from medic_scribe.edge import attempts
from medic_scribe.identity.contract import Principal
from medic_scribe.identity.local import LocalIdentity
from medic_scribe.notifications import socket as socket_module
from tests.api.audio import tone
from tests.api.conftest import NewDatabase, Site, serving, settings_for_tests
from tests.api.test_isolation import BODIES, OPEN_TO_ALL, ROUTES

pytestmark = pytest.mark.asyncio(loop_scope="module")

EMAIL, PASSWORD = "ana@clinica.example", "una contraseña larga"
FAILURES = 3


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgresql"])
async def site(
    request: pytest.FixtureRequest, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Site]:
    """Where people sign in, from one network address as often as they like."""
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setattr(
            attempts, "FROM_ONE_ADDRESS", attempts.RateLimitItemPerMinute(10_000)
        )
        url = stack.enter_context(new_database(request.param, folder))
        settings = settings_for_tests(folder, url, identity="local", lockout_failures=FAILURES)
        async with serving(settings) as site:
            for email in (EMAIL, "eva@clinica.example"):
                await add_user(site, email)
            yield site


async def add_user(site: Site, email: str) -> None:
    async with site.wiring.database.writing() as session:
        await create_account(session, email=email, name="Ana", password_hash=await hashed(PASSWORD))


async def signed_in(site: Site, email: str = EMAIL) -> dict[str, str]:
    answer = await sign_in(site, email)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def sign_in(site: Site, email: str, password: str = PASSWORD) -> httpx.Response:
    return await site.client.post("/v1/auth/sign-in", json={"email": email, "password": password})


async def profile(site: Site, token: str) -> int:
    async with site.caller(token) as client:
        return (await client.get("/v1/profile")).status_code


async def test_sign_in_and_out(site: Site) -> None:
    session = await signed_in(site)
    assert session["token_type"] == "Bearer"
    async with site.caller(session["access_token"]) as ana:
        body = (await ana.get("/v1/profile")).json()
        assert (body["id"], body["email"]) == (session["user_id"], EMAIL)
        assert body["identity"] == {"provider": "local", "open": False}
        assert "X-Identity" not in (await ana.get("/v1/profile")).headers
        assert (await ana.post("/v1/auth/sign-out")).status_code == 204
        assert (await ana.get("/v1/profile")).status_code == 401


async def test_refresh_and_the_theft_of_a_token(site: Site) -> None:
    async def refresh(token: str) -> httpx.Response:
        return await site.client.post("/v1/auth/refresh", json={"refresh_token": token})

    first = await signed_in(site)
    assert (await refresh(first["refresh_token"])).status_code == 200  # and the answer is lost
    second = (await refresh(first["refresh_token"])).json()
    assert await profile(site, second["access_token"]) == 200
    third = (await refresh(second["refresh_token"])).json()
    assert (await refresh(first["refresh_token"])).status_code == 401
    assert (await refresh(third["refresh_token"])).status_code == 401
    assert await profile(site, third["access_token"]) == 401


async def test_sign_out_everywhere(site: Site) -> None:
    tokens = [(await signed_in(site))["access_token"] for _ in range(2)]
    async with site.caller(tokens[0]) as ana:
        assert (await ana.post("/v1/auth/sign-out-everywhere")).status_code == 204
    assert [await profile(site, token) for token in tokens] == [401, 401]


async def test_change_of_password(site: Site) -> None:
    await add_user(site, "nueva@clinica.example")
    old = await signed_in(site, "nueva@clinica.example")
    async with site.caller(old["access_token"]) as client:

        async def change(current: str, new: str) -> httpx.Response:
            return await client.put("/v1/auth/password", json={"current": current, "new": new})

        assert (await change("not the password", "otra contraseña larga")).status_code == 401
        assert (await change(PASSWORD, "corta")).status_code == 422
        answer = await change(PASSWORD, "otra contraseña larga")
        assert answer.status_code == 200
    assert await profile(site, old["access_token"]) == 401
    assert await profile(site, answer.json()["access_token"]) == 200
    assert (await sign_in(site, "nueva@clinica.example")).status_code == 401
    assert (await sign_in(site, "nueva@clinica.example", "otra contraseña larga")).status_code == 200


@pytest.mark.parametrize("email", ["bloqueo@clinica.example", "nobody@clinica.example"])
async def test_lock_out_is_the_same_for_who_has_an_account_and_who_has_none(site: Site, email: str) -> None:
    if email.startswith("bloqueo"):
        await add_user(site, email)
    codes = [(await sign_in(site, email, "wrong")).json()["code"] for _ in range(FAILURES + 1)]
    assert codes == ["wrong_credentials"] * (FAILURES - 1) + ["account_locked"] * 2
    locked = await sign_in(site, email)
    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) > 0
    assert "minutos" in locked.json()["detail"]


async def test_too_many_attempts_from_one_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "FROM_ONE_ADDRESS", attempts.RateLimitItemPerMinute(2))
    answers = [await sign_in(site, f"{n}@clinica.example", "x") for n in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[-1].json()["code"] == "too_many_requests"
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[1] not in OPEN_TO_ALL])
async def test_every_route_asks_who_calls(site: Site, method: str, path: str) -> None:
    form = {"files": {"audio_file": tone()}}
    sent: dict[str, Any] = form if "transcribe" in path else BODIES.get((method, path), {})
    address = re.sub(r"\{(\w+)\}", lambda match: ANYWHERE.get(match[1], "1"), path)
    for headers in ({}, {"Authorization": "Bearer invented"}, {"Authorization": "Basic YTpi"}):
        merged: dict[str, Any] = {**sent, "headers": {**sent.get("headers", {}), **headers}}
        answer = await site.client.request(method, address, **merged)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), answer.text
        assert answer.headers["WWW-Authenticate"] == "Bearer"


ANYWHERE = {"consultation_id": "00000000-0000-4000-8000-000000000000", "key": "soap"}


async def test_user_id_is_the_tokens_subject(site: Site) -> None:
    session = await signed_in(site)
    async with site.caller(session["access_token"]) as ana:

        async def upload(**data: str) -> httpx.Response:
            return await ana.post("/transcribe-and-summarize/", files={"audio_file": tone()}, data=data)

        assert (await upload(user_id=session["user_id"])).status_code == 200
        assert (await upload()).status_code == 200
        other = await upload(user_id="somebody else")
        assert (other.status_code, other.json()["code"]) == (403, "not_allowed")
        assert len((await ana.get("/v1/consultations")).json()["items"]) == 2


async def test_the_socket_asks_who_calls(site: Site) -> None:
    session, other = await signed_in(site), await signed_in(site, "eva@clinica.example")
    address = site.url.replace("http", "ws") + f"/ws/{session['user_id']}"

    async def closed_with(**offered: object) -> int:
        async with connect(address, **offered) as socket:  # pyright: ignore[reportArgumentType]
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
        assert closed.value.rcvd
        return closed.value.rcvd.code

    assert await closed_with() == 4401
    assert await closed_with(subprotocols=["medic-scribe", "bearer.invented"]) == 4401
    theirs = f"bearer.{other['access_token']}"
    assert await closed_with(subprotocols=["medic-scribe", theirs]) == 4403
    assert await closed_with(additional_headers={"Authorization": f"Bearer {other['access_token']}"}) == 4403

    mine = [Subprotocol("medic-scribe"), Subprotocol(f"bearer.{session['access_token']}")]
    async with connect(address, subprotocols=mine) as socket:
        assert socket.subprotocol == "medic-scribe"
        assert (await (await socket.ping())) >= 0


async def test_a_socket_stays_open_while_nobody_can_say_who_calls(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_module, "LOOK_AGAIN_EVERY", 0.05)
    session, looks, known = await signed_in(site), asyncio.Semaphore(0), LocalIdentity.authenticate

    async def away(_identity: LocalIdentity, _token: str | None) -> Principal:
        looks.release()
        raise OperationalError("", None, Exception())

    async def let_in(identity: LocalIdentity, token: str | None) -> Principal:
        monkeypatch.setattr(LocalIdentity, "authenticate", away)
        return await known(identity, token)

    monkeypatch.setattr(LocalIdentity, "authenticate", let_in)
    address = site.url.replace("http", "ws") + f"/ws/{session['user_id']}"
    mine = [Subprotocol("medic-scribe"), Subprotocol(f"bearer.{session['access_token']}")]
    async with connect(address, subprotocols=mine) as socket:
        for _ in range(3):
            await looks.acquire()
        assert (await (await socket.ping())) >= 0
