"""How many cheap requests a second the API answers, with a client that costs almost nothing itself."""

import asyncio
import time
from dataclasses import dataclass

CONNECTIONS = 16
REQUESTS = 8_000


@dataclass(frozen=True, slots=True)
class Load:
    """Times in milliseconds, from the request's first byte sent to the answer's last byte received."""

    requests_a_second: float
    p50_ms: float
    p99_ms: float


async def load(port: int, path: str) -> Load:
    """`REQUESTS` GETs over `CONNECTIONS` kept-alive connections on loopback. Raises unless all answer 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\r\n".encode()
    begin = time.perf_counter()
    share = REQUESTS // CONNECTIONS
    times = await asyncio.gather(*(_connection(port, request, share) for _ in range(CONNECTIONS)))
    seconds = time.perf_counter() - begin
    answered = sorted(one for connection in times for one in connection)
    return Load(len(answered) / seconds, percentile(answered, 50), percentile(answered, 99))


async def _connection(port: int, request: bytes, count: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times: list[float] = []
    for _ in range(count):
        begin = time.perf_counter()
        writer.write(request)
        await _answer(reader)
        times.append((time.perf_counter() - begin) * 1000)
    writer.close()
    await writer.wait_closed()
    return times


async def _answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(f"answered {head[:40]!r}")
    length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
    await reader.readexactly(length)


def percentile(ordered: list[float], share: int) -> float:
    """Of a list in order; `share` from 0 to 100."""
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
