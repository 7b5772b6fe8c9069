"""Keep the versions of a corrected entry together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COLUMNS = ("root_id", "corrects", "corrected_at", "version", "superseded_by")


def upgrade() -> None:
    """Columns alone: a table that others lean on is not written anew. Every entry is a first version."""
    op.add_column("entry", sa.Column("root_id", sa.Uuid(), nullable=True))
    op.add_column("entry", sa.Column("corrects", sa.Uuid(), nullable=True))
    op.add_column("entry", sa.Column("corrected_at", db.Instant(timezone=True), nullable=True))
    op.add_column(
        "entry", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    op.add_column("entry", sa.Column("superseded_by", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_entry_root_id"), "entry", ["root_id"])


def downgrade() -> None:
    """No text goes: each version stands as an entry of its own."""
    op.drop_index(op.f("ix_entry_root_id"), table_name="entry")
    for column in reversed(_COLUMNS):
        op.drop_column("entry", column)
