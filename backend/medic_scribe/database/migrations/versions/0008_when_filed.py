"""When a note's files were written: they wait for a file store that is away."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("note_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("filed_at", Instant(), nullable=True))
    op.execute("UPDATE note_versions SET filed_at = published_at")
