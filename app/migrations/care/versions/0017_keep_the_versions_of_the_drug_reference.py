"""Keep the versions of the drug reference side by side, one in use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drug_reference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("bdpm_on", sa.Date(), nullable=False),
        sa.Column("thesaurus_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("imported_at", db.Instant(timezone=True), nullable=False),
        sa.Column("used_since", db.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drug_reference")),
        sa.UniqueConstraint("version", name=op.f("uq_drug_reference_version")),
    )


def downgrade() -> None:
    op.drop_table("drug_reference")
