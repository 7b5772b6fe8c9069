"""Keep the wounds of a person, and all that is said of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("wound", "wound_act")


def upgrade() -> None:
    _wounds()
    _acts()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What was said of wounds is in no other table: a server that goes back keeps the commands that said it."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _wounds() -> None:
    op.create_table(
        "wound",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", db.Instant(timezone=True), nullable=False),
        sa.Column("closed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_at", db.Instant(timezone=True), nullable=True),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("wound", "establishment_id", "establishment.id"),
        _belongs("wound", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wound")),
    )
    op.create_index(op.f("ix_wound_person_id"), "wound", ["person_id"])
    op.create_index("ix_wound_establishment_id_revision", "wound", ["establishment_id", "revision"])


def _acts() -> None:
    op.create_table(
        "wound_act",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("wound_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("taken_at", db.Instant(timezone=True), nullable=False),
        sa.Column("occurred_at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("retracted_at", db.Instant(timezone=True), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("wound_act", "establishment_id", "establishment.id"),
        _belongs("wound_act", "wound_id", "wound.id"),
        _belongs("wound_act", "person_id", "person.id"),
        _belongs("wound_act", "author_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wound_act")),
    )
    op.create_index(op.f("ix_wound_act_person_id"), "wound_act", ["person_id"])
    op.create_index("ix_wound_act_wound_id_taken_at", "wound_act", ["wound_id", "taken_at"])


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
