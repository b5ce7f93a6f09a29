"""A way to PostgreSQL over TCP that can fall silent, as where a machine or a network vanishes, or be shut."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from psycopg.conninfo import conninfo_to_dict

from medic_scribe.database.engine import without_driver

_Ends = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


class Way:
    """`url` leads through it. Runs on the test's event loop: who blocks that gets no answer."""

    def __init__(self, database_url: str) -> None:
        self._target = without_driver(database_url)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: list[_Ends] = []
        self._silent: list[_Ends] = []

    @property
    def url(self) -> str:
        query = {name: value for name, value in self._target.query.items() if name not in ("host", "port")}
        way = self._target.set(host="127.0.0.1", port=self._port, query=query)
        return way.render_as_string(hide_password=False)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._lead, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Whoever is connected is cut off, and nobody can connect."""
        if self._server:
            self._server.close()
        for ends in (*self._open, *self._silent):
            for end in ends:
                end.transport.abort()

    def fall_silent(self) -> None:
        """Whoever is connected stays so and hears nothing more; the database has given them up."""
        self._silent, self._open = self._open, []
        for _, there in self._silent:
            there.transport.abort()

    async def _lead(self, from_here: asyncio.StreamReader, here: asyncio.StreamWriter) -> None:
        from_there, there = await self._connected()
        ends = (here, there)
        self._open.append(ends)
        both_ways = (_pass_on(from_here, there), _pass_on(from_there, here))
        passing = [asyncio.ensure_future(one) for one in both_ways]
        await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        if ends in self._open:
            self._open.remove(ends)
            for end in ends:
                end.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        target = conninfo_to_dict(self._target.render_as_string(hide_password=False))
        host, port = str(target["host"]), target.get("port", 5432)
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, int(str(port)))


@asynccontextmanager
async def way_to(database_url: str) -> AsyncGenerator[Way]:
    way = Way(database_url)
    await way.open()
    try:
        yield way
    finally:
        await way.shut()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
