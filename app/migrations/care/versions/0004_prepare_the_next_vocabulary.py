"""Prepare the next version of the vocabulary without showing it yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    """One draft a home; on PostgreSQL kept apart like every row of a home."""
    op.create_table(
        "vocabulary_draft",
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_vocabulary_draft_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["establishment_id"],
            ["establishment.id"],
            name=op.f("fk_vocabulary_draft_establishment_id"),
        ),
        sa.PrimaryKeyConstraint("establishment_id", name=op.f("pk_vocabulary_draft")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE vocabulary_draft ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE vocabulary_draft FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY establishment ON vocabulary_draft USING ({_RULE}) WITH CHECK ({_RULE})"
        )


def downgrade() -> None:
    """A draft was never in force: nothing that anybody relies on goes with it."""
    op.drop_table("vocabulary_draft")
