"""Keep what a home decided of durations, what holds them back, deaths, and what each destruction did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("retention_duration", "retention_hold", "person_death", "retention_run")


def upgrade() -> None:
    _durations()
    _holds()
    _deaths()
    _runs()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """Reports of destructions are in no other table: print them before going back."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _durations() -> None:
    op.create_table(
        "retention_duration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", db.Instant(timezone=True), nullable=False),
        *_belongs("retention_duration", author_id="staff.id"),
    )
    _index("retention_duration", "establishment_id")


def _holds() -> None:
    op.create_table(
        "retention_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("placed_at", db.Instant(timezone=True), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs(
            "retention_hold", person_id="person.id", author_id="staff.id", lifted_by="staff.id"
        ),
    )
    _index("retention_hold", "establishment_id")
    _index("retention_hold", "person_id")


def _deaths() -> None:
    op.create_table(
        "person_death",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("noted_at", db.Instant(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs("person_death", "person_id", person_id="person.id", author_id="staff.id"),
    )
    _index("person_death", "establishment_id")


def _runs() -> None:
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", db.Instant(timezone=True), nullable=False),
        sa.Column("visa", sa.String(length=80), nullable=True),
        sa.Column("unreadable_everywhere_at", db.Instant(timezone=True), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        *_belongs("retention_run", author_id="staff.id"),
    )
    _index("retention_run", "establishment_id")


def _belongs(table: str, key: str = "id", /, **targets: str) -> list[sa.Constraint]:
    """The primary key, and what each column refers to; always to an establishment."""
    named = {"establishment_id": "establishment.id", **targets}
    return [
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
            for column, target in named.items()
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    ]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
