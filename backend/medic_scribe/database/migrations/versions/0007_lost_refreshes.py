"""When a refresh token was used once more, because the answer to its first use was lost."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("refresh_tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replayed_at", Instant(), nullable=True))
