"""Keep containers prepared in advance, and what is in each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("container", "container_item")


def upgrade() -> None:
    _containers()
    _items()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What is in pillboxes is known no more: a server that goes back gives from boxes until they are prepared anew."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _containers() -> None:
    op.create_table(
        "container",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("preparation_id", sa.Uuid(), nullable=True),
        sa.Column("prepared_at", db.Instant(timezone=True), nullable=True),
        sa.Column("prepared_by", sa.Uuid(), nullable=True),
        sa.Column("lost_at", db.Instant(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("container", "establishment_id", "establishment.id"),
        _belongs("container", "person_id", "person.id"),
        _belongs("container", "prepared_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_container")),
        sa.UniqueConstraint("digest", name=op.f("uq_container_digest")),
    )
    for name in ("establishment_id", "person_id", "revision"):
        _index("container", name)


def _items() -> None:
    op.create_table(
        "container_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("container_id", sa.Uuid(), nullable=False),
        sa.Column("preparation_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dose_id", sa.Uuid(), nullable=False),
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("due_at", db.Instant(timezone=True), nullable=False),
        sa.Column("amount", sa.String(length=20), nullable=False),
        sa.Column("prepared_at", db.Instant(timezone=True), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=True),
        sa.Column("left_at", db.Instant(timezone=True), nullable=True),
        _belongs("container_item", "container_id", "container.id"),
        _belongs("container_item", "establishment_id", "establishment.id"),
        _belongs("container_item", "person_id", "person.id"),
        _belongs("container_item", "prepared_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_container_item")),
    )
    _index("container_item", "dose_id")
    _index("container_item", "container_id", "preparation_id")
    _index("container_item", "establishment_id", "due_at")
    _index("container_item", "person_id", "left_at")


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
