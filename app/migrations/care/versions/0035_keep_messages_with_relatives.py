"""Keep what relatives write to the home, and what it answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLE = "family_message"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("relative_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", db.Instant(timezone=True), nullable=False),
        sa.Column("answer_by", db.Instant(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("establishment_id", "establishment.id"),
        _belongs("person_id", "person.id"),
        _belongs("relative_id", "relative.id"),
        _belongs("staff_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    op.create_index(op.f("ix_family_message_person_id"), _TABLE, ["person_id"])
    op.create_index("ix_family_message_relative_id_sent_at", _TABLE, ["relative_id", "sent_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {_TABLE} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    """What was written is in no other table."""
    op.drop_table(_TABLE)


def _belongs(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{_TABLE}_{column}"))
