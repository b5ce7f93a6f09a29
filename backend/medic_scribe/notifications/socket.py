"""`WS /ws/{user_id}`: what happens, as it happens.

Every message is a JSON object with `id` (growing), `type`, `consultation_id`, `at` and `data`. A client
that reconnects with `?after=<last id>` gets all it missed, in order, once; without `after` it gets what
happens from now on.

A token goes into the WebSocket's subprotocols, since addresses are logged on their way and a browser can
set no header: `new WebSocket(url, ["medic-scribe", "bearer." + token])`. Other clients may send
`Authorization`. It is looked at again while the socket is open, so that who signs out hears nothing more.
Where nobody signs in (`IDENTITY=open`), none is needed.

Closed with 4401: sign in again. 4403: not your events. 4408: the client did not keep up; reconnect.
1013: who calls cannot be known now; try again.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from sqlalchemy.exc import SQLAlchemyError

from medic_scribe.edge.app_state import AppState, state_of
from medic_scribe.errors import IdentityUnavailable, NotAllowed, Unauthenticated

SUBPROTOCOL = "medic-scribe"
BEARER = "bearer."

LOOK_AGAIN_EVERY = 30.0  # seconds until a token is looked at again
SEND_WITHIN = 20.0  # seconds in which a client must take a message

UNAUTHENTICATED, NOT_YOURS, TOO_SLOW, TRY_AGAIN = 4401, 4403, 4408, 1013

router = APIRouter()


@router.websocket("/ws/{user_id}")
async def listen(socket: WebSocket, user_id: str) -> None:
    state = state_of(socket)
    offered = socket.scope["subprotocols"]
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in offered else None)
    with state.metrics.sockets.track_inprogress():
        code = await _served(_Listener(state, socket, user_id, _token(socket), _after(socket)))
    with suppress(RuntimeError, WebSocketDisconnect):  # the client is gone already
        await socket.close(code)


@dataclass(frozen=True, slots=True)
class _Listener:
    state: AppState
    socket: WebSocket
    user_id: str
    token: str | None
    after: int | None


async def _served(listener: _Listener) -> int:
    """Until the client goes or has to go; why, as a close code."""
    code = 1000
    try:
        await _authorise(listener)
        async with asyncio.TaskGroup() as tasks:
            for task in (_send, _send_interim, _hear_out, _look_again):
                tasks.create_task(task(listener))
    except* Unauthenticated:
        code = UNAUTHENTICATED
    except* NotAllowed:
        code = NOT_YOURS
    except* IdentityUnavailable:
        code = TRY_AGAIN
    except* TimeoutError:
        listener.state.metrics.sockets_dropped.inc()
        code = TOO_SLOW
    except* WebSocketDisconnect:
        pass
    return code


async def _send(listener: _Listener) -> None:
    async for line in listener.state.feeds.follow(listener.user_id, listener.after):
        async with asyncio.timeout(SEND_WITHIN):
            await listener.socket.send_text(line.json)
        listener.state.metrics.events_sent.inc()


async def _send_interim(listener: _Listener) -> None:
    async for message in listener.state.wiring.parts.interim.follow(listener.user_id):
        async with asyncio.timeout(SEND_WITHIN):
            await listener.socket.send_text(message)


async def _hear_out(listener: _Listener) -> None:
    """What a client says means nothing here, but its going away is heard so."""
    while True:
        message = await listener.socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))


async def _look_again(listener: _Listener) -> None:
    while True:
        await asyncio.sleep(LOOK_AGAIN_EVERY)
        # Who is in stays in until somebody can say otherwise; the database may be away for a while.
        with suppress(IdentityUnavailable, SQLAlchemyError):
            await _authorise(listener)


async def _authorise(listener: _Listener) -> None:
    identity = listener.state.wiring.identity
    if identity.is_open:
        await identity.authenticate(listener.user_id)
        return
    principal = await identity.authenticate(listener.token)
    if principal.subject != listener.user_id:
        raise NotAllowed


def _token(socket: WebSocket) -> str | None:
    for offered in socket.scope["subprotocols"]:
        if offered.startswith(BEARER):
            return offered.removeprefix(BEARER)
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _after(socket: WebSocket) -> int | None:
    """A number that is none is no number: the client gets what happens from now on."""
    after = socket.query_params.get("after", "")
    return int(after) if after.isascii() and after.isdecimal() and len(after) < 16 else None
