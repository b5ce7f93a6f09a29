"""Files that must go though their consultation stays, and chunks that know their key in the file store."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# As it was computed before.
KEY = (
    "consultation_id || '-' || "
    "substr('000000' || CAST(number AS TEXT), length(CAST(number AS TEXT)) + 1) || '-' || "
    "substr(sha256, 1, 16) || '.chunk'"
)


def upgrade() -> None:
    op.add_column("recording_chunks", sa.Column("file_key", sa.String(length=100), nullable=True))
    op.execute(f"UPDATE recording_chunks SET file_key = {KEY}")  # noqa: S608 (it is ours)
    with op.batch_alter_table("recording_chunks", schema=None) as batch_op:
        batch_op.alter_column("file_key", nullable=False)

    op.add_column("deletions", sa.Column("id", sa.String(length=36), nullable=True))
    op.execute("UPDATE deletions SET id = consultation_id")
    with op.batch_alter_table("deletions", schema=None) as batch_op:
        batch_op.drop_constraint("pk_deletions", type_="primary")
        batch_op.alter_column("id", nullable=False)
        batch_op.create_primary_key("pk_deletions", ["id"])
        batch_op.alter_column("consultation_id", nullable=True)
