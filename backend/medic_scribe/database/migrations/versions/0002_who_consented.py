"""Who agreed to be recorded: the patient, or who decides for them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consent_by", sa.String(length=32), nullable=True))
