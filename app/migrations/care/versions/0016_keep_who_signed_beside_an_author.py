"""Keep who signed an entry beside its author."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entry", sa.Column("witness_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("entry", "witness_id")
