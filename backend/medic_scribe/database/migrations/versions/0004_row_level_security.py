"""Row level security on every table, so that a stolen key of Supabase's reads nothing of anybody's."""

from alembic import op

from medic_scribe.database.row_security import CALLER, OWN_CONSULTATIONS, PUBLIC_ROLES, for_roles, protect

revision = "0004"
down_revision = "0003"

OF_A_CONSULTATION = (
    "jobs",
    "recordings",
    "recording_chunks",
    "pieces",
    "utterances",
    "note_versions",
)
OF_NOBODY = ("alembic_version", "audit", "refresh_tokens")
PROFILE = (
    "id",
    "email",
    "name",
    "licence",
    "specialty",
    "language",
    "default_template",
    "audio_retention_days",
    "created_at",
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in OF_NOBODY:
        protect(op, table)
    protect(op, "users", readable_where=f"id = {CALLER}", columns=PROFILE)
    for table in ("vocabulary", "events"):
        protect(op, table, readable_where=f"user_id = {CALLER}")
    for table in ("consultations", "templates"):
        protect(op, table, readable_where=f"owner_id = {CALLER}")
    for table in OF_A_CONSULTATION:
        protect(op, table, readable_where=f"consultation_id IN ({OWN_CONSULTATIONS})")
    versions = f"SELECT id FROM note_versions WHERE consultation_id IN ({OWN_CONSULTATIONS})"  # noqa: S608
    for table in ("sections", "findings"):
        protect(op, table, readable_where=f"version_id IN ({versions})")
    sections = f"SELECT id FROM sections WHERE version_id IN ({versions})"  # noqa: S608
    protect(op, "statements", readable_where=f"section_id IN ({sections})")

    op.execute("REVOKE ALL ON FUNCTION audit_refuses() FROM PUBLIC")
    for_roles(op, PUBLIC_ROLES, "REVOKE ALL ON FUNCTION audit_refuses() FROM {role}")
    _close_the_journal()


def _close_the_journal() -> None:
    """The workflow engine's tables: it makes them later, in a schema that nobody else may enter."""
    op.execute("CREATE SCHEMA IF NOT EXISTS dbos")
    op.execute("REVOKE ALL ON SCHEMA dbos FROM PUBLIC")
    for_roles(op, PUBLIC_ROLES, "REVOKE ALL ON SCHEMA dbos FROM {role}")
