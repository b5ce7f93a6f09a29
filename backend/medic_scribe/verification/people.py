"""Who has no business there sees nothing."""

import asyncio

from websockets.exceptions import ConnectionClosed

from medic_scribe.verification.deployment import API, Deployment, expect_status
from medic_scribe.verification.points import Failed, Skipped

NOT_SIGNED_IN, NOT_YOURS = 4401, 4403


def signed_out(deployment: Deployment) -> None:
    _needs_sign_in(deployment)
    expect_status(deployment.client.get(f"{API}/v1/consultations"), 401)
    _expect_closed(deployment, "somebody", None, NOT_SIGNED_IN)


def strangers(deployment: Deployment) -> None:
    """To the second account, what is the first one's does not exist."""
    _needs_sign_in(deployment)
    if deployment.noted is None:
        raise Skipped("no_note")
    owner, other = deployment.person(0), deployment.person(1)
    if owner.user_id == other.user_id:
        raise Skipped("no_second_account")
    for part in ("", "/transcript", "/note", "/audio"):
        path = f"{API}/v1/consultations/{deployment.noted}{part}"
        expect_status(deployment.client.get(path, headers=other.headers), 404)
    expect_status(
        deployment.client.delete(f"{API}/v1/consultations/{deployment.noted}", headers=other.headers), 404
    )
    listed = deployment.api("/v1/consultations", person=1)["items"]
    if any(one["id"] == deployment.noted for one in listed):
        raise Failed("listed")
    _expect_closed(deployment, owner.user_id, other.token, NOT_YOURS)


def _needs_sign_in(deployment: Deployment) -> None:
    if deployment.is_open():
        raise Skipped("open")


def _expect_closed(deployment: Deployment, user_id: str, token: str | None, code: int) -> None:
    asyncio.run(_closed(deployment, user_id, token, code))


async def _closed(deployment: Deployment, user_id: str, token: str | None, code: int) -> None:
    try:
        async with deployment.connect(user_id, token) as connection, asyncio.timeout(10):
            await connection.recv()
    except ConnectionClosed as closed:
        if closed.rcvd and closed.rcvd.code == code:
            return
    except TimeoutError:
        pass
    raise Failed("overheard")
