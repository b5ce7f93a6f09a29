"""Entries of those who only read, committed many together.

    await trail.add(entries)   # they are in the database: now the answer may leave

On SQLite every commit needs the one write lock and the disk. While one is on its way, all entries that come
meanwhile wait together and make up the next. So a hundred readers cost two commits and not a hundred.
"""

import asyncio
from collections.abc import Sequence

from medic_scribe.audit.models import AuditEntry
from medic_scribe.database.engine import Database


class Trail:
    """One per process, on its event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Sequence[AuditEntry], asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, entries: Sequence[AuditEntry]) -> None:
        """Returns when they are committed. Who is interrupted while waiting does not take them back."""
        if not entries:
            return
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entries, committed))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await committed

    async def close(self) -> None:
        """What has been added is committed."""
        if self._writing:
            await self._writing

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            error = await self._commit([entry for entries, _ in together for entry in entries])
            for _, committed in together:
                if committed.done():
                    continue  # its reader was interrupted
                if error:
                    committed.set_exception(error)
                else:
                    committed.set_result(None)

    async def _commit(self, entries: list[AuditEntry]) -> Exception | None:
        try:
            async with self._database.writing() as session:
                session.add_all(entries)
        except Exception as error:  # each reader's own to answer for
            return error
        return None
