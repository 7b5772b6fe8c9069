"""Keep homes apart: on PostgreSQL, rows of another establishment are not even seen."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = (
    "person",
    "picture",
    "movement",
    "vocabulary_version",
    "entry",
    "addition",
    "receipt",
    "command",
    "quarantine",
    "tombstone",
)
_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    """Told no establishment, the policies show and accept nothing. FORCE binds the owner too."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"DROP POLICY establishment ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
