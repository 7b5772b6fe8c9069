"""Keep what is measured of a person, and from where on a nurse is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("observation", "home_thresholds", "person_thresholds")


def upgrade() -> None:
    _measures()
    _thresholds()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What was measured is in no other table: a server that goes back keeps the commands that said it."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _measures() -> None:
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", db.Instant(timezone=True), nullable=False),
        sa.Column("occurred_at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=False),
        sa.Column("retracted_at", db.Instant(timezone=True), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("observation", "establishment_id", "establishment.id"),
        _belongs("observation", "person_id", "person.id"),
        _belongs("observation", "author_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_root_id"), "observation", ["root_id"])
    for columns in (
        ("person_id", "kind", "taken_at"),
        ("person_id", "expires_at"),
        ("establishment_id", "revision"),
    ):
        op.create_index(f"ix_observation_{'_'.join(columns)}", "observation", list(columns))


def _thresholds() -> None:
    op.create_table(
        "home_thresholds",
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", db.Instant(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("home_thresholds", "establishment_id", "establishment.id"),
        _belongs("home_thresholds", "author_id", "staff.id"),
        sa.PrimaryKeyConstraint("establishment_id", name=op.f("pk_home_thresholds")),
    )
    op.create_index(op.f("ix_home_thresholds_revision"), "home_thresholds", ["revision"])
    op.create_table(
        "person_thresholds",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", db.Instant(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("person_thresholds", "person_id", "person.id"),
        _belongs("person_thresholds", "establishment_id", "establishment.id"),
        _belongs("person_thresholds", "author_id", "staff.id"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_thresholds")),
    )
    for column in ("establishment_id", "revision"):
        op.create_index(op.f(f"ix_person_thresholds_{column}"), "person_thresholds", [column])


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
