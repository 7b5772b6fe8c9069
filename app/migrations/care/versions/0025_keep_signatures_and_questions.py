"""Keep who signed what was ordered by word of mouth, until when it waits, and what is questioned of a line."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_TABLES = ("order_signature", "line_question")
_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_DELAY = timedelta(hours=72)


def upgrade() -> None:
    op.add_column(
        "prescription_line",
        sa.Column("sign_due_at", db.Instant(timezone=True), nullable=True),
    )
    _date_what_waits()
    _signatures()
    _questions()
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    """Signatures are lost; what was signed stays so, and orders that wait go on waiting without a deadline."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    with op.batch_alter_table("prescription_line") as line:
        line.drop_column("sign_due_at")


def _date_what_waits() -> None:
    """Orders that waited already get the deadline that they would have had."""
    line = sa.table(
        "prescription_line",
        sa.column("id", sa.Uuid()),
        sa.column("is_to_sign", sa.Boolean()),
        sa.column("written_at", db.Instant(timezone=True)),
        sa.column("sign_due_at", db.Instant(timezone=True)),
    )
    bind = op.get_bind()
    waiting = bind.execute(sa.select(line.c.id, line.c.written_at).where(line.c.is_to_sign)).all()
    for one in waiting:
        due_at = one.written_at + _DELAY
        bind.execute(sa.update(line).where(line.c.id == one.id).values(sign_due_at=due_at))


def _signatures() -> None:
    op.create_table(
        "order_signature",
        _id("id"),
        _id("chain_id"),
        _id("line_id"),
        _id("person_id"),
        _id("establishment_id"),
        _id("staff_id"),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        _at("decided_at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_signature")),
        *_about("order_signature"),
        _refers("order_signature", "line_id", "prescription_line"),
        _refers("order_signature", "staff_id", "staff"),
    )
    _index("order_signature", "chain_id")
    _index("order_signature", "person_id")


def _questions() -> None:
    op.create_table(
        "line_question",
        _id("id"),
        _id("chain_id"),
        _id("person_id"),
        _id("establishment_id"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        _id("asked_by", nullable=True),
        _at("asked_at"),
        _id("settled_by", nullable=True),
        _at("settled_at", nullable=True),
        sa.Column("settled_as", sa.String(length=12), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_question")),
        *_about("line_question"),
        _refers("line_question", "asked_by", "staff"),
        _refers("line_question", "settled_by", "staff"),
    )
    _index("line_question", "chain_id")
    _index("line_question", "establishment_id", "revision")
    _index("line_question", "person_id", "settled_at")


def _id(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, db.Instant(timezone=True), nullable=nullable)


def _about(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        _refers(table, "establishment_id", "establishment"),
        _refers(table, "person_id", "person"),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
