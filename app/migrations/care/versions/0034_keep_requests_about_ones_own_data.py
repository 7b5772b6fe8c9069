"""Keep what is asked about one's own data, each step of the answer, and the copies made for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("rights_request", "rights_step", "access_copy")


def upgrade() -> None:
    _requests()
    _steps()
    _copies()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What was asked and answered is in no other table: print it before going back."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _requests() -> None:
    op.create_table(
        "rights_request",
        *_ids("establishment_id", "person_id"),
        sa.Column("right", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=True),
        sa.Column("asker", sa.String(length=16), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("health_by", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.Column("is_identified", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("ground", sa.String(length=16), nullable=True),
        sa.Column("answered_at", db.Instant(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", db.Instant(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs(
            "rights_request", person_id="person.id", answered_by="staff.id", recorded_by="staff.id"
        ),
    )
    _index("rights_request", "person_id")
    _index("rights_request", "establishment_id", "answered_at")


def _steps() -> None:
    op.create_table(
        "rights_step",
        *_ids("establishment_id", "person_id", "request_id"),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("at", db.Instant(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs(
            "rights_step",
            person_id="person.id",
            request_id="rights_request.id",
            author_id="staff.id",
        ),
    )
    _index("rights_step", "person_id")
    _index("rights_step", "request_id")


def _copies() -> None:
    op.create_table(
        "access_copy",
        *_ids("establishment_id", "person_id", "request_id"),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("asked_at", db.Instant(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", db.Instant(timezone=True), nullable=True),
        sa.Column("made_at", db.Instant(timezone=True), nullable=True),
        sa.Column("handed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("handed_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs(
            "access_copy",
            person_id="person.id",
            request_id="rights_request.id",
            asked_by="staff.id",
            handed_by="staff.id",
        ),
    )
    for name in ("person_id", "request_id", "state"):
        _index("access_copy", name)


def _ids(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", *names)]


def _belongs(table: str, **targets: str) -> list[sa.Constraint]:
    """The primary key, and what each column refers to; always to an establishment."""
    named = {"establishment_id": "establishment.id", **targets}
    return [
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
            for column, target in named.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
