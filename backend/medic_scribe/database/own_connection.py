"""A connection to PostgreSQL outside the pool, for what belongs to one session: locks, and listening.

What is not answered in time counts as lost, whatever the operating system thinks of the connection: a proxy
may keep it open long after the database behind it has gone.
"""

import asyncio
from typing import Any, LiteralString

import psycopg
from sqlalchemy import URL

from medic_scribe.database.engine import without_driver

ANSWER_WITHIN = 5.0  # seconds

# What a lost connection raises; `TimeoutError` is one of the second kind.
LOST = (psycopg.Error, OSError)


async def connected(url: URL) -> psycopg.AsyncConnection:
    plain = without_driver(url).render_as_string(hide_password=False)
    return await psycopg.AsyncConnection.connect(plain, autocommit=True)


async def ask(connection: psycopg.AsyncConnection, query: LiteralString, *values: object) -> Any:
    """The first value of the answer, or None. Raises one of `LOST`.

    psycopg then asks the database to leave off, and closes the connection if there is no answer to that.
    """
    async with asyncio.timeout(ANSWER_WITHIN):
        answer = await connection.execute(query, values)
        row = await answer.fetchone() if answer.description else None
    return row[0] if row else None
