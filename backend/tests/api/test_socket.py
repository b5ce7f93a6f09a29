"""`WS /ws/{user_id}`: in order, once, and again after a reconnect."""

import asyncio
import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from medic_scribe.accounts.models import User
from medic_scribe.notifications.outbox import publish
from tests.api.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")


def listening(site: Site, user: str, after: int | str | None = None) -> connect:
    query = "" if after is None else f"?after={after}"
    return connect(f"{site.url.replace('http', 'ws')}/ws/{user}{query}")


async def said(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    return [json.loads(await socket.recv()) for _ in range(count)]


async def until(socket: ClientConnection, kind: str) -> list[dict[str, Any]]:
    """All messages up to the first of that kind."""
    messages: list[dict[str, Any]] = []
    while not messages or messages[-1]["type"] != kind:
        messages.append(json.loads(await socket.recv()))
    return messages


async def tell(site: Site, user: str, *numbers: int) -> None:
    for number in numbers:
        async with site.wiring.database.writing() as session:
            if not await session.get(User, user):
                session.add(User(id=user))
                await session.flush()
            await publish(session, user, None, "test", {"number": number})


def numbers(messages: list[dict[str, Any]]) -> list[int]:
    return [message["data"]["number"] for message in messages]


async def test_progress_and_summary_ready(site: Site) -> None:
    async with listening(site, "oyente", 0) as socket:
        consultation_id = await site.noted("oyente")
        messages = await until(socket, "summary_ready")
    ids = [message["id"] for message in messages]
    assert ids == sorted(set(ids))
    assert {message["consultation_id"] for message in messages} == {consultation_id}
    progress = [message["data"] for message in messages if message["type"] == "progress"]
    assert {one["step"] for one in progress} >= {"transcribe", "roles", "write", "check"}
    heard = [one for one in progress if one["step"] == "transcribe"]
    assert heard[-1]["done"] == heard[-1]["total"] == 2.5
    assert messages[-1]["data"] == {"version": 1}


async def test_who_reconnects_gets_what_was_missed_in_order_once(site: Site) -> None:
    async with listening(site, "vuelve", 0) as socket:
        await tell(site, "vuelve", 1, 2)
        first = await said(socket, 2)
    await tell(site, "vuelve", 3, 4, 5)
    async with listening(site, "vuelve", first[-1]["id"]) as socket:
        await tell(site, "vuelve", 6)
        rest = await said(socket, 4)
    assert numbers(first + rest) == [1, 2, 3, 4, 5, 6]


async def test_without_after_only_what_happens_from_now_on(site: Site) -> None:
    await tell(site, "ahora", 1)
    async with listening(site, "ahora") as socket, listening(site, "ahora", "zero") as other:
        await (await socket.ping())  # answered in turn: the server has begun to listen
        await (await other.ping())
        await asyncio.gather(begun(site, "ahora"))
        await tell(site, "ahora", 2)
        assert numbers(await said(socket, 1)) == [2]
        assert numbers(await said(other, 1)) == [2]


async def begun(site: Site, user: str) -> None:
    """When both sockets follow the user's feed."""
    feeds = site.server.api.state.scribe.feeds
    while feeds.followers(user) < 2:  # noqa: ASYNC110 - nothing tells, and a turn of the loop suffices
        await asyncio.sleep(0)


async def test_more_than_is_kept_in_memory(site: Site) -> None:
    many = range(450)
    await tell(site, "muchos", *many)
    async with listening(site, "muchos", 0) as socket:
        assert numbers(await said(socket, len(many))) == list(many)


async def test_one_user_hears_nothing_of_another(site: Site) -> None:
    async with listening(site, "uno", 0) as one, listening(site, "dos", 0) as two:
        await tell(site, "dos", 2)
        await tell(site, "uno", 1)
        assert numbers(await said(one, 1)) == [1]
        assert numbers(await said(two, 1)) == [2]


async def test_many_sockets_get_every_event_once(site: Site) -> None:
    sockets = [listening(site, f"sala{n % 4}", 0) for n in range(60)]
    opened = [await socket for socket in sockets]
    for room in range(4):
        await tell(site, f"sala{room}", 1, 2, 3)
    heard = await asyncio.gather(*(said(socket, 3) for socket in opened))
    assert [numbers(messages) for messages in heard] == [[1, 2, 3]] * 60
    await asyncio.gather(*(socket.close() for socket in opened))


async def test_who_does_not_listen_holds_up_nobody(site: Site) -> None:
    """It never reads; the others get everything meanwhile."""
    async with (
        connect(f"{site.url.replace('http', 'ws')}/ws/lentos?after=0", max_queue=1, close_timeout=0.1),
        listening(site, "lentos", 0) as quick,
    ):
        await tell(site, "lentos", *range(100))
        assert numbers(await said(quick, 100)) == list(range(100))


async def test_events_can_be_asked_for_as_well(site: Site) -> None:
    await tell(site, "pregunta", 1, 2, 3)
    async with site.caller("pregunta") as client:
        first = (await client.get("/v1/events", params={"limit": 2})).json()
        rest = (await client.get("/v1/events", params={"after": first["last"]})).json()
    assert numbers(first["items"] + rest["items"]) == [1, 2, 3]
    assert rest["last"] == rest["items"][-1]["id"]


async def test_an_id_that_cannot_be_one(site: Site) -> None:
    async with listening(site, "a%00b") as socket:
        await socket.wait_closed()
    assert socket.close_code == 4401
