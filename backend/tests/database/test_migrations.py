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


def test_chunks_and_deletions_of_before_keep_their_files(empty_database_url: str) -> None:
    engine = sync_engine(empty_database_url)
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
        rows = (
            "INSERT INTO users "
            "(id, name, licence, specialty, language, failed_logins, token_epoch, created_at) "
            "VALUES ('u', '', '', '', 'es', 0, 0, '2026-01-01')",
            "INSERT INTO consultations (id, owner_id, patient_label, status, template, instruction, "
            "language, transcript_version, created_at, updated_at) "
            "VALUES ('c', 'u', '', 'recording', 't', '', 'es', 0, '2026-01-01', '2026-01-01')",
            "INSERT INTO recording_chunks (consultation_id, number, size, sha256, received_at) "
            "VALUES ('c', 7, 1, '0123456789abcdef0123', '2026-01-01'), "
            "('c', 12345, 1, 'fedcba98765432100123', '2026-01-01')",
            """INSERT INTO deletions (consultation_id, recordings) VALUES ('gone', '["gone.wav"]')""",
        )
        for row in rows:
            connection.execute(text(row))
        command.upgrade(config, "head")
        keys = connection.execute(text("SELECT file_key FROM recording_chunks ORDER BY number")).scalars()
        assert keys.all() == ["c-000007-0123456789abcdef.chunk", "c-012345-fedcba9876543210.chunk"]
        assert connection.execute(text("SELECT consultation_id FROM deletions")).scalar() == "gone"
    engine.dispose()
