"""Keep the relatives of a person, what they were granted, and what is shared with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("relative", "relative_grant", "shared_item")


def upgrade() -> None:
    _relatives()
    _grants()
    _items()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """Relatives are in no other table: a server that goes back knows none."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _relatives() -> None:
    op.create_table(
        "relative",
        *_about("relative"),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_at", db.Instant(timezone=True), nullable=False),
        sa.Column("state_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", db.Instant(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("relative", "state_by", "staff.id"),
        _belongs("relative", "created_by", "staff.id"),
    )
    op.create_index(op.f("ix_relative_establishment_id"), "relative", ["establishment_id"])
    op.create_index(op.f("ix_relative_person_id"), "relative", ["person_id"])


def _grants() -> None:
    op.create_table(
        "relative_grant",
        *_about("relative_grant"),
        sa.Column("relative_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("given_by", sa.String(length=16), nullable=False),
        sa.Column("from_at", db.Instant(timezone=True), nullable=False),
        sa.Column("until_at", db.Instant(timezone=True), nullable=True),
        sa.Column("ended_at", db.Instant(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ending", sa.String(length=12), nullable=True),
        sa.Column("recorded_at", db.Instant(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("relative_grant", "relative_id", "relative.id"),
        _belongs("relative_grant", "ended_by", "staff.id"),
        _belongs("relative_grant", "recorded_by", "staff.id"),
    )
    op.create_index(op.f("ix_relative_grant_person_id"), "relative_grant", ["person_id"])
    op.create_index(
        "ix_relative_grant_relative_id_topic", "relative_grant", ["relative_id", "topic"]
    )


def _items() -> None:
    op.create_table(
        "shared_item",
        *_about("shared_item"),
        sa.Column("topic", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("flagged_at", db.Instant(timezone=True), nullable=False),
        sa.Column("flagged_by", sa.Uuid(), nullable=False),
        sa.Column("validated_at", db.Instant(timezone=True), nullable=True),
        sa.Column("validated_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", db.Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *(
            _belongs("shared_item", f"{did}_by", "staff.id")
            for did in ("flagged", "validated", "withdrawn")
        ),
    )
    op.create_index(op.f("ix_shared_item_source_id"), "shared_item", ["source_id"])
    op.create_index("ix_shared_item_person_id_day_on", "shared_item", ["person_id", "day_on"])


def _about(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        _belongs(table, "establishment_id", "establishment.id"),
        _belongs(table, "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
