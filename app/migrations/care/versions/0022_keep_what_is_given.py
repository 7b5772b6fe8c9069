"""Keep what is given, who settled a disagreement about it, and what still disagrees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("administration", "dose_resolution", "dose_conflict")


def upgrade() -> None:
    _administrations()
    _resolutions()
    _conflicts()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What was given is in no other table: a server that goes back keeps the commands that said it."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _administrations() -> None:
    op.create_table(
        "administration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("dose_id", sa.Uuid(), nullable=True),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("offered", sa.Integer(), nullable=False),
        sa.Column("at", db.Instant(timezone=True), nullable=False),
        sa.Column("occurred_at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=False),
        sa.Column("amends", sa.Uuid(), nullable=True),
        sa.Column("root_id", sa.Uuid(), nullable=True),
        sa.Column("is_patch", sa.Boolean(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("withdraws", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("retracted_at", db.Instant(timezone=True), nullable=True),
        sa.Column("identified", sa.String(length=12), nullable=False),
        sa.Column("scan_how", sa.String(length=12), nullable=False),
        sa.Column("no_scan", sa.String(length=24), nullable=True),
        sa.Column("container_id", sa.Uuid(), nullable=True),
        sa.Column("basis", sa.String(length=16), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("administration", "establishment_id", "establishment.id"),
        _belongs("administration", "person_id", "person.id"),
        _belongs("administration", "author_id", "staff.id"),
        _belongs("administration", "device_id", "device.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_administration")),
    )
    for columns in (
        ("dose_id",),
        ("root_id",),
        ("establishment_id", "revision"),
        ("establishment_id", "at"),
        ("person_id", "at"),
        ("chain_id", "at"),
    ):
        op.create_index(f"ix_administration_{'_'.join(columns)}", "administration", list(columns))
    op.create_index(
        "ix_administration_patches",
        "administration",
        ["person_id"],
        sqlite_where=sa.text("is_patch"),
        postgresql_where=sa.text("is_patch"),
    )


def _resolutions() -> None:
    op.create_table(
        "dose_resolution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dose_id", sa.Uuid(), nullable=False),
        sa.Column("keeps", sa.Uuid(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("dose_resolution", "establishment_id", "establishment.id"),
        _belongs("dose_resolution", "person_id", "person.id"),
        _belongs("dose_resolution", "author_id", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_resolution")),
    )
    for column in ("person_id", "dose_id"):
        op.create_index(f"ix_dose_resolution_{column}", "dose_resolution", [column])


def _conflicts() -> None:
    op.create_table(
        "dose_conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", db.Instant(timezone=True), nullable=False),
        sa.Column("closed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("resolution_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("dose_conflict", "establishment_id", "establishment.id"),
        _belongs("dose_conflict", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose_conflict")),
    )
    op.create_index("ix_dose_conflict_person_id", "dose_conflict", ["person_id"])
    for columns in (("establishment_id", "revision"), ("establishment_id", "closed_at")):
        op.create_index(f"ix_dose_conflict_{'_'.join(columns)}", "dose_conflict", list(columns))


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
