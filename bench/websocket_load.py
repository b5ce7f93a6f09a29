"""How fast one event reaches a thousand open WebSockets."""

import asyncio
import json
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from websockets.asyncio.client import ClientConnection, connect

from bench.http_load import percentile

SOCKETS = 1_000
TOGETHER = 50  # opened at the same time
LONGEST_WAIT = 60


@dataclass(frozen=True, slots=True)
class Delivery:
    """Milliseconds from the moment that the event itself names (before it is committed) to its arrival."""

    sockets: int
    connect_seconds: float
    p50_ms: float
    p99_ms: float


async def deliver(url: str, event_type: str, cause: Callable[[], Awaitable[None]]) -> Delivery:
    """Opens the sockets, calls `cause`, and times each socket's first message of `event_type`."""
    _allow_files(SOCKETS + 200)
    begin = time.perf_counter()
    sockets = await _open(url)
    connect_seconds = time.perf_counter() - begin
    try:
        async with asyncio.timeout(LONGEST_WAIT), asyncio.TaskGroup() as tasks:
            waiting = [tasks.create_task(_delay(socket, event_type)) for socket in sockets]
            await cause()
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets))
    delays = sorted(one.result() for one in waiting)
    return Delivery(SOCKETS, connect_seconds, percentile(delays, 50), percentile(delays, 99))


async def _open(url: str) -> list[ClientConnection]:
    sockets: list[ClientConnection] = []
    for _ in range(0, SOCKETS, TOGETHER):
        sockets += await asyncio.gather(*(connect(url, compression=None) for _ in range(TOGETHER)))
    return sockets


async def _delay(socket: ClientConnection, event_type: str) -> float:
    async for message in socket:
        arrival = datetime.now(UTC)
        event = json.loads(message)
        if event.get("type") == event_type:
            return (arrival - datetime.fromisoformat(event["at"])).total_seconds() * 1000
    raise RuntimeError("the server closed the socket")


def _allow_files(needed: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))
