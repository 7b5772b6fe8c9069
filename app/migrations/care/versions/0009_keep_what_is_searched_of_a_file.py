"""Keep what is searched of a person's file, month by month, sealed with their key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    """Derived rows: nothing is filled here, the first search does it. Kept apart like every row of a home."""
    op.create_index(
        op.f("ix_entry_person_id_revision"), "entry", ["person_id", "revision"], unique=False
    )
    op.create_table(
        "search_index",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        *_constraints("search_index", "person_id"),
    )
    op.create_table(
        "search_block",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_constraints("search_block", "person_id", "month"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("search_index", "search_block"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """Nothing is lost: it is all in the entries."""
    op.drop_table("search_block")
    op.drop_table("search_index")
    op.drop_index(op.f("ix_entry_person_id_revision"), table_name="entry")


def _constraints(table: str, *primary: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name=op.f(f"fk_{table}_establishment_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.PrimaryKeyConstraint(*primary, name=op.f(f"pk_{table}")),
    ]
