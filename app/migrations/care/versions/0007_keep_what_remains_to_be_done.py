"""Keep what remains to be done about a person, and what was done about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("follow_up", "follow_up_step")
_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    _follow_ups()
    _steps()
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    op.drop_table("follow_up_step")
    op.drop_table("follow_up")


def _follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("is_with_entry", sa.Boolean(), nullable=False),
        sa.Column("subject_area", sa.String(length=20), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("asked_for", db.Instant(timezone=True), nullable=False),
        sa.Column("opened_at", db.Instant(timezone=True), nullable=False),
        sa.Column("opened_flags", sa.JSON(), nullable=True),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("due_at", db.Instant(timezone=True), nullable=False),
        sa.Column("escalates_at", db.Instant(timezone=True), nullable=True),
        sa.Column("escalated_at", db.Instant(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_at", db.Instant(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("also_closed", sa.Integer(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=True),
        sa.Column("withdrawn_at", db.Instant(timezone=True), nullable=True),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        _refers("follow_up", "establishment_id", "establishment"),
        _refers("follow_up", "person_id", "person"),
        _refers("follow_up", "author_id", "staff"),
        _refers("follow_up", "acknowledged_by", "staff"),
        _refers("follow_up", "closed_by", "staff"),
    )
    for columns in (
        ["establishment_id", "revision"],
        ["establishment_id", "escalates_at"],
        ["person_id", "closed_at", "due_at"],
        ["subject_area", "subject_id"],
        ["entry_id"],
    ):
        op.create_index(op.f(f"ix_follow_up_{'_'.join(columns)}"), "follow_up", columns)


def _steps() -> None:
    op.create_table(
        "follow_up_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=True),
        sa.Column("occurred_at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("due_at", db.Instant(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("close_id", sa.Uuid(), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_step")),
        _refers("follow_up_step", "establishment_id", "establishment"),
        _refers("follow_up_step", "follow_up_id", "follow_up"),
        _refers("follow_up_step", "person_id", "person"),
        _refers("follow_up_step", "author_id", "staff"),
    )
    for column in ("follow_up_id", "person_id"):
        op.create_index(op.f(f"ix_follow_up_step_{column}"), "follow_up_step", [column])


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
