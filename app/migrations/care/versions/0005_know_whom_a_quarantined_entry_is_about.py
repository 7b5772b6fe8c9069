"""Know whom a quarantined entry is about, so that erasing the person empties it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("quarantine") as table:
        table.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        table.create_index(op.f("ix_quarantine_person_id"), ["person_id"])


def downgrade() -> None:
    with op.batch_alter_table("quarantine") as table:
        table.drop_index(op.f("ix_quarantine_person_id"))
        table.drop_column("person_id")
