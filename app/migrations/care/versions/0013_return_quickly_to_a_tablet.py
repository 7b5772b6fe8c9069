"""Return quickly to a tablet: for how many hours, and on which strong unlock a quick one leans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "establishment",
        sa.Column("quick_hours", sa.Integer(), nullable=False, server_default=sa.text("8")),
    )
    op.add_column("auth_session", sa.Column("strong_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("auth_session", "strong_id")
    op.drop_column("establishment", "quick_hours")
