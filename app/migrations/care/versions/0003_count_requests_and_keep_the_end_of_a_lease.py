"""Count requests in windows of time; keep when the lease of an offline unlock ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of counters, and one column."""
    op.create_table(
        "rate_window",
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("window", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", db.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "subject", "window", name=op.f("pk_rate_window")),
    )
    op.create_index(op.f("ix_rate_window_ends_at"), "rate_window", ["ends_at"], unique=False)
    with op.batch_alter_table("auth_session") as table:
        table.add_column(sa.Column("lease_expires_at", db.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    """Counters are worth nothing a minute later; the end of a lease is in `lease`."""
    with op.batch_alter_table("auth_session") as table:
        table.drop_column("lease_expires_at")
    op.drop_index(op.f("ix_rate_window_ends_at"), table_name="rate_window")
    op.drop_table("rate_window")
