"""When a recording's audio was deleted, as its clinician wished."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("recordings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", Instant(), nullable=True))
