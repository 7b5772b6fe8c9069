"""Ask a second person before a key makes somebody else of its holder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Links that wait already serve as they were made."""
    op.add_column(
        "invitation",
        sa.Column("needs_second", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("invitation", sa.Column("agreed_by", sa.Uuid(), nullable=True))
    op.add_column("invitation", sa.Column("agreed_at", db.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ("agreed_at", "agreed_by", "needs_second"):
        op.drop_column("invitation", column)
