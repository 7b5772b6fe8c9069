"""Find at once what remains open, however much was ever closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """The open ones are few: an index of them alone stays small."""
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["establishment_id", "due_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(op.f("ix_follow_up_escalates_at"), "follow_up", ["escalates_at"])
    op.drop_index("ix_follow_up_establishment_id_escalates_at", "follow_up")


def downgrade() -> None:
    op.create_index(
        "ix_follow_up_establishment_id_escalates_at",
        "follow_up",
        ["establishment_id", "escalates_at"],
    )
    op.drop_index(op.f("ix_follow_up_escalates_at"), "follow_up")
    op.drop_index("ix_follow_up_open", "follow_up")
