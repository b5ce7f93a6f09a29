"""Consultations that are deleted, whose files wait for a file store that is away."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Json
from medic_scribe.database.row_security import protect

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "deletions",
        sa.Column("consultation_id", sa.String(length=36), nullable=False),
        sa.Column("recordings", Json, nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_deletions")),
    )
    protect(op, "deletions")
