from pathlib import Path

import pytest
from sqlalchemy import text

from medic_scribe.database.engine import sync_engine, with_driver


@pytest.fixture
def empty_database_url(database_url: str) -> str:
    """A database without a single table."""
    url = with_driver(database_url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).unlink()
        return database_url
    with sync_engine(url).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return database_url
