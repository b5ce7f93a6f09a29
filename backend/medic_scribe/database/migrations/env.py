"""Alembic's entry: runs on the connection that the caller opened and will commit."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Enum

from medic_scribe.database.base import Instant
from medic_scribe.database.models import metadata


def only_ours(_object: Any, name: str | None, kind: str, reflected: bool, _compare_to: Any) -> bool:
    """DBOS keeps its tables in the same SQLite file and looks after them itself."""
    return not (kind == "table" and reflected and name not in metadata.tables)


def render_portably(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Alembic would write a bare `Text()` for a JSON/JSONB variant and import our types by path."""
    if kind != "type":
        return False
    if isinstance(item, Enum):  # a new member needs no migration
        return f"sa.String(length={item.length})"
    if isinstance(item, JSON):
        autogen.imports.add("from medic_scribe.database.base import Json")
        return "Json"
    if isinstance(item, Instant):
        autogen.imports.add("from medic_scribe.database.base import Instant")
        return "Instant()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=only_ours,
    render_item=render_portably,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
