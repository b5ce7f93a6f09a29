"""When files that must go were last refused by their file store."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("deletions", sa.Column("tried_at", Instant(), nullable=True))
