"""Which engine had to stand in for the one that was chosen, and sections of notes in the making."""

import sqlalchemy as sa
from alembic import op

from medic_scribe.database.base import Json
from medic_scribe.database.row_security import OWN_CONSULTATIONS, protect

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("note_versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "section_drafts",
        sa.Column("job_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("consultation_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("statements", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_section_drafts_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_section_drafts_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", "key", name=op.f("pk_section_drafts")),
    )
    with op.batch_alter_table("section_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_section_drafts_consultation_id"), ["consultation_id"], unique=False
        )
    protect(op, "section_drafts", readable_where=f"consultation_id IN ({OWN_CONSULTATIONS})")
