"""Keep which label is whose, and which batches are recalled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("person_label", "batch_recall")


def upgrade() -> None:
    _labels()
    _recalls()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """Labels that are on doors and beds are known no more: a server that goes back prints them anew."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _labels() -> None:
    op.create_table(
        "person_label",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", db.Instant(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", db.Instant(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=12), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("person_label", "establishment_id", "establishment.id"),
        _belongs("person_label", "person_id", "person.id"),
        _belongs("person_label", "issued_by", "staff.id"),
        _belongs("person_label", "revoked_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_label")),
        sa.UniqueConstraint("digest", name=op.f("uq_person_label_digest")),
    )
    _index("person_label", "establishment_id")
    _index("person_label", "person_id", "revoked_at")
    _index("person_label", "revision")


def _recalls() -> None:
    op.create_table(
        "batch_recall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("cip13", sa.String(length=13), nullable=True),
        sa.Column("gtin", sa.String(length=14), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", db.Instant(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=300), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", db.Instant(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("batch_recall", "establishment_id", "establishment.id"),
        _belongs("batch_recall", "author_id", "staff.id"),
        _belongs("batch_recall", "ended_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_recall")),
    )
    _index("batch_recall", "establishment_id")
    _index("batch_recall", "revision")


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
