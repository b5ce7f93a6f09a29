"""Jobs that begin with the recording, what kind of sound its chunks are, and recordings nobody finished."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("live", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("recording_chunks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("media_type", sa.String(length=100), nullable=True))
    with op.batch_alter_table("recordings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abandoned", sa.Boolean(), nullable=False, server_default=sa.false()))
