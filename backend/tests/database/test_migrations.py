"""The migrations lead exactly to the models, on both databases, and only once."""

import subprocess
import sys

from alembic import command
from sqlalchemy import inspect, text

from medic_scribe.database.engine import sync_engine
from medic_scribe.database.migrations import configuration, migrate


def test_migrations_and_models_agree(database_url: str) -> None:
    engine = sync_engine(database_url)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.check(config)  # raises where a migration is missing
    engine.dispose()


def test_tables_of_others_are_left_alone(database_url: str) -> None:
    engine = sync_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE operation_outputs (id INTEGER PRIMARY KEY)"))
    migrate(database_url)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.check(config)
        assert inspect(connection).has_table("operation_outputs")
    engine.dispose()


def test_two_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    program = f"from medic_scribe.database.migrations import migrate; migrate({empty_database_url!r})"
    together = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [process.wait() for process in together] == [0, 0]
    with sync_engine(empty_database_url).begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
