"""The database's schema, step by step (Alembic). `migrate()` brings a database up to date.

A change of a model needs a new step:
`python -m medic_scribe.database.migrations "what changes"` writes a draft into versions/; read it over.
"""

from alembic import command
from alembic.config import Config

from medic_scribe.database.engine import sync_engine


def migrate(url: str) -> None:
    """Run all steps that are missing, in one transaction. Processes that start together take turns."""
    engine = sync_engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('medic_scribe.migrate'))")
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", "medic_scribe:database/migrations")
    config.set_main_option("path_separator", "os")
    return config
