"""Rows as lines of JSON, the same for SQLite and PostgreSQL: a backup of one fits the other."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Enum, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.database.base import Instant
from medic_scribe.database.models import metadata

# Parents before those that point at them.
TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)

BATCH = 500


async def lines_of(session: AsyncSession, table: Table) -> AsyncIterator[str]:
    rows = await session.stream(select(table), execution_options={"yield_per": BATCH})
    async for row in rows.mappings():
        yield json.dumps(dict(row), default=_as_text, ensure_ascii=False)


async def insert_lines(session: AsyncSession, table: Table, lines: Iterable[str]) -> int:
    """How many rows there were."""
    count = 0
    for batch in _batches(_row(table, json.loads(line)) for line in lines):
        await session.execute(insert(table), batch)
        count += len(batch)
    return count


async def count_on(session: AsyncSession) -> None:
    """PostgreSQL's counters do not notice rows that bring their own number."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        column = table.autoincrement_column
        if column is None:
            continue
        highest = await session.scalar(select(func.max(column)))
        if highest is not None:
            counter = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
            await session.execute(counter, {"table": table.name, "column": column.name, "highest": highest})


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no backup of {type(value).__name__}")


def _row(table: Table, found: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table, name, value) for name, value in found.items()}


def _value(table: Table, name: str, value: Any) -> Any:
    kind = table.columns[name].type
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Enum) and issubclass(kind.python_type, StrEnum):
        return kind.python_type(value)
    return value


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
