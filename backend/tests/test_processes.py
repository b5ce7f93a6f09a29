"""Slots: one living process for each number, and the dead leave theirs at once."""

import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest

from medic_scribe.database import own_connection
from medic_scribe.database.engine import Database
from medic_scribe.processes import Slots, slots_of
from tests.vanishing import way_to

HOLDER = """
import asyncio, sys
from medic_scribe.database.engine import Database
from medic_scribe.processes import slots_of

async def hold():
    slots = slots_of(Database(sys.argv[1]))
    print(await slots.take(), flush=True)
    await asyncio.Event().wait()

asyncio.run(hold())
"""


@pytest.fixture
async def slots(database: Database) -> AsyncGenerator[Slots]:
    slots = slots_of(database)
    yield slots
    await slots.release()


@contextmanager
def another_process(url: str) -> Generator[tuple[int, "subprocess.Popen[str]"]]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline()), process
    finally:
        process.kill()
        process.communicate()


async def test_everybody_has_another_number(slots: Slots, database_url: str) -> None:
    assert not await slots.anybody()
    assert await slots.take() == 1
    with another_process(database_url) as (number, _):
        assert number == 2
        assert await slots.anybody()
        async with slots.if_free(2) as free:
            assert not free
    assert await slots.check()


async def test_a_killed_process_leaves_its_slot_at_once(slots: Slots, database_url: str) -> None:
    with another_process(database_url) as (number, process):
        assert (number, await slots.take()) == (1, 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert await wait_until_free(slots, 1)
    assert not await slots.anybody()


async def test_a_slot_that_is_looked_at_cannot_be_taken(slots: Slots, database_url: str) -> None:
    await slots.take()
    async with slots.if_free(2) as free:
        assert free
        with another_process(database_url) as (number, _):
            assert number == 3


async def test_ones_own_slot_is_not_free(slots: Slots) -> None:
    async with slots.if_free(await slots.take()) as free:
        assert not free


@pytest.fixture
def postgresql(
    new_database: Callable[[str, Path], AbstractContextManager[str]], tmp_path: Path
) -> Generator[str]:
    with new_database("postgresql", tmp_path) as url:
        yield url


@pytest.mark.parametrize("how", ["cut", "silent"])
async def test_after_a_lost_connection_the_slot_is_ours_again_and_nobody_is_taken_for_dead(
    how: str, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with way_to(postgresql) as way:
        slots, other = slots_of(Database(way.url)), slots_of(Database(postgresql))
        number = await slots.take()
        if how == "cut":
            cut_all(postgresql)
        else:
            monkeypatch.setattr(own_connection, "ANSWER_WITHIN", 1.0)
            way.fall_silent()
        assert await slots.check()
        async with other.if_free(number) as free:
            assert not free, "taken again"
        async with slots.if_free(number + 1) as free:
            assert not free, "its process may still be on its way back"
        await slots.release()
        await other.release()


async def test_while_the_database_is_away_the_slot_counts_as_ours(postgresql: str) -> None:
    async with way_to(postgresql) as way:
        slots = slots_of(Database(way.url))
        number = await slots.take()
        await way.shut()
        assert await slots.check()
        await way.open()
        assert await slots.check()
        assert slots.number == number
        await slots.release()


def cut_all(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def wait_until_free(slots: Slots, number: int) -> bool:
    """PostgreSQL's end of a dead process's connection takes a moment to notice."""
    while True:
        async with slots.if_free(number) as free:
            if free:
                return True
