"""Keep when the check of a part began, so that two workers never check it at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document_part", sa.Column("begun_at", db.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("document_part", "begun_at")
