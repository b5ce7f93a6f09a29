"""Slots: one living process for each number, and the dead leave theirs at once."""

import signal
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest

from medic_scribe.database.engine import Database
from medic_scribe.processes import Slots, slots_of

HOLDER = """
import signal, sys
from medic_scribe.database.engine import Database
from medic_scribe.processes import slots_of

slots = slots_of(Database(sys.argv[1]))
print(slots.take(), flush=True)
signal.pause()
"""


@pytest.fixture
def slots(database: Database) -> Generator[Slots]:
    slots = slots_of(database)
    yield slots
    slots.release()


@contextmanager
def another_process(url: str) -> Generator[tuple[int, "subprocess.Popen[str]"]]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline()), process
    finally:
        process.kill()
        process.communicate()


def test_everybody_has_another_number(slots: Slots, database_url: str) -> None:
    assert not slots.anybody()
    assert slots.take() == 1
    with another_process(database_url) as (number, _):
        assert number == 2
        assert slots.anybody()
        with slots.if_free(2) as free:
            assert not free
    assert slots.check()


def test_a_killed_process_leaves_its_slot_at_once(slots: Slots, database_url: str) -> None:
    with another_process(database_url) as (number, process):
        assert (number, slots.take()) == (1, 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert wait_until_free(slots, 1)
    assert not slots.anybody()


def test_a_slot_that_is_looked_at_cannot_be_taken(slots: Slots, database_url: str) -> None:
    slots.take()
    with slots.if_free(2) as free:
        assert free
        with another_process(database_url) as (number, _):
            assert number == 3


def test_ones_own_slot_is_not_free(slots: Slots) -> None:
    with slots.if_free(slots.take()) as free:
        assert not free


def test_after_a_lost_connection_the_slot_is_ours_again_and_nobody_is_taken_for_dead(
    new_database: Callable[[str, Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    with new_database("postgresql", tmp_path) as url:
        lose_the_connection(url)


def lose_the_connection(url: str) -> None:
    slots = slots_of(Database(url))
    number = slots.take()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert slots.check()
    other = slots_of(Database(url))
    with other.if_free(number) as free:
        assert not free, "taken again"
    with slots.if_free(number + 1) as free:
        assert not free, "its process may still be on its way back"
    slots.release()
    other.release()


def wait_until_free(slots: Slots, number: int) -> bool:
    """PostgreSQL's end of a dead process's connection takes a moment to notice."""
    while True:
        with slots.if_free(number) as free:
            if free:
                return True
