"""Keep what a person's file says besides care: identity, contacts and their powers, coverage, rights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    op.create_table(
        "person_fact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", db.Instant(timezone=True), nullable=False),
        sa.Column("superseded_at", db.Instant(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("establishment_id", "establishment.id"),
        _belongs("person_id", "person.id"),
        _belongs("author_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_fact")),
    )
    op.create_index(op.f("ix_person_fact_chain_id"), "person_fact", ["chain_id"])
    op.create_index(op.f("ix_person_fact_establishment_id"), "person_fact", ["establishment_id"])
    op.create_index(
        "ix_person_fact_person_id_superseded_at", "person_fact", ["person_id", "superseded_at"]
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE person_fact ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE person_fact FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY establishment ON person_fact USING ({_RULE}) WITH CHECK ({_RULE})"
        )


def downgrade() -> None:
    """What was said is in no other table: a server that goes back loses it, and its backup keeps it."""
    op.drop_table("person_fact")


def _belongs(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_person_fact_{column}"))
