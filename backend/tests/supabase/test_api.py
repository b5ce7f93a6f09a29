"""The API with Supabase's accounts, over HTTP and the WebSocket."""

import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from medic_scribe.identity import signing_keys
from medic_scribe.notifications import socket
from tests.api.audio import tone
from tests.supabase.auth_server import ANON_KEY, Account
from tests.supabase.conftest import MAINTENANCE, Clinic

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_page_is_told_where_to_sign_in(clinic: Clinic) -> None:
    answer = await clinic.site.client.get("/v1/configuration")
    assert answer.json() == {
        "identity": "supabase",
        "supabase": {"url": clinic.accounts.url, "anon_key": ANON_KEY},
    }
    page = await clinic.site.client.get("/", headers={"Accept": "text/html"})
    assert f"connect-src 'self' {clinic.accounts.url} ws:" in page.headers["Content-Security-Policy"]


async def test_a_clinician_is_known_from_their_first_visit_on(clinic: Clinic) -> None:
    async with clinic.site.caller(clinic.token(clinic.ana)) as ana:
        profile = (await ana.get("/v1/profile")).json()
        assert (profile["id"], profile["email"]) == (clinic.ana.id, "ana@clinica.example")
        assert (profile["name"], profile["identity"]) == (
            "Dra. Ana Ruiz",
            {"provider": "supabase", "open": False},
        )
        await ana.patch("/v1/profile", json={"name": "Ana Ruiz Gil"})
    changed = clinic.accounts.token(clinic.ana, email="ana.ruiz@clinica.example")
    async with clinic.site.caller(changed) as ana:
        profile = (await ana.get("/v1/profile")).json()
    assert (profile["name"], profile["email"]) == ("Ana Ruiz Gil", "ana.ruiz@clinica.example")


async def test_an_address_that_another_account_has_stays_there(clinic: Clinic) -> None:
    first, second = Account("doble@clinica.example", ""), Account("doble@clinica.example", "")
    emails: list[str | None] = []
    for account in (first, second, first):
        async with clinic.site.caller(clinic.token(account)) as client:
            emails.append((await client.get("/v1/profile")).json()["email"])
    assert emails == ["doble@clinica.example", None, "doble@clinica.example"]


async def test_who_has_no_good_token_is_nobody(clinic: Clinic) -> None:
    anon = clinic.accounts.token(clinic.ana, role="anon", sub=None, aud=None, iss="supabase")
    for token in (anon, ANON_KEY, clinic.ana.id, MAINTENANCE):
        async with clinic.site.caller(token) as nobody:
            answer = await nobody.get("/v1/profile")
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_our_own_sign_in_does_not_exist(clinic: Clinic) -> None:
    body = {"email": "ana@clinica.example", "password": clinic.ana.password}
    async with clinic.site.caller(clinic.token(clinic.ana)) as ana:
        for path in ("sign-in", "refresh", "sign-out"):
            answer = await ana.post(f"/v1/auth/{path}", json=body | {"refresh_token": "x"})
            assert answer.status_code == 404


async def test_user_id_is_the_tokens_subject(clinic: Clinic) -> None:
    async with clinic.site.caller(clinic.token(clinic.ana)) as ana:
        for user, status in ((clinic.eva.id, 403), (clinic.ana.id, 200)):
            answer = await ana.post(
                "/transcribe-and-summarize/", files={"audio_file": tone()}, data={"user_id": user}
            )
            assert answer.status_code == status
        consultation_id = answer.json()["consultation_id"]
    async with clinic.site.caller(clinic.token(clinic.eva)) as eva:
        assert (await eva.get(f"/v1/consultations/{consultation_id}")).status_code == 404
        assert (await eva.get("/v1/consultations")).json()["items"] == []


def listening(clinic: Clinic, token: str, user: str) -> connect:
    address = clinic.site.url.replace("http", "ws")
    offered = [Subprotocol("medic-scribe"), Subprotocol(f"bearer.{token}")]
    return connect(f"{address}/ws/{user}?after=0", subprotocols=offered)


async def test_the_socket_lets_in_who_it_is(clinic: Clinic) -> None:
    async with listening(clinic, clinic.token(clinic.ana), clinic.ana.id) as ana:
        assert json.loads(await ana.recv())["id"] > 0
    async with listening(clinic, clinic.token(clinic.eva), clinic.ana.id) as eva:
        with pytest.raises(ConnectionClosed) as closed:
            await eva.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == socket.NOT_YOURS


async def test_the_socket_closes_when_its_token_is_good_no_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks again. Meanwhile the key that the token was signed with was withdrawn."""
    monkeypatch.setattr(socket, "LOOK_AGAIN_EVERY", 0.05)
    monkeypatch.setattr(signing_keys, "FRESH_FOR", 0.0)
    monkeypatch.setattr(signing_keys, "ASK_AGAIN_AFTER", 0.0)
    async with listening(clinic, clinic.token(clinic.eva), clinic.eva.id) as eva:
        await (await eva.ping())
        clinic.accounts.rotate()
        with pytest.raises(ConnectionClosed) as closed:
            await eva.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == socket.UNAUTHENTICATED


async def test_while_supabase_never_answered_who_calls_is_told_to_try_again(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_keys, "GOOD_FOR", -1.0)
    monkeypatch.setattr(signing_keys, "ASK_AGAIN_AFTER", 0.0)
    monkeypatch.setattr(clinic.accounts, "broken", True)
    async with clinic.site.caller(clinic.token(clinic.ana)) as ana:
        answer = await ana.get("/v1/profile")
    assert (answer.status_code, answer.json()["code"]) == (503, "identity_unavailable")
    assert answer.json()["retry"]
    async with listening(clinic, clinic.token(clinic.ana), clinic.ana.id) as socket_of_ana:
        with pytest.raises(ConnectionClosed) as closed:
            await socket_of_ana.recv()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == socket.TRY_AGAIN
