"""Keep documents: their parts, their pages, and what devices are sending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("document", "document_part", "document_page", "upload")


def upgrade() -> None:
    _documents()
    _parts()
    _pages()
    _uploads()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """The keys of every document go: what lies in the folder of files can be opened no more."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("captured_at", db.Instant(timezone=True), nullable=False),
        sa.Column("occurred_at", db.Instant(timezone=True), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=False),
        sa.Column("completed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("checked_at", db.Instant(timezone=True), nullable=True),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=True),
        sa.Column("wound_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", db.Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("filed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("filed_by", sa.Uuid(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.Column("hidden_from", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_needed", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("document", "establishment_id", "establishment.id"),
        _belongs("document", "person_id", "person.id"),
        *(
            _belongs("document", name, "staff.id")
            for name in ("author_id", "withdrawn_by", "owner_id", "filed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    _index("document", "person_id", "captured_at")
    _index("document", "establishment_id", "revision")
    _index("document", "establishment_id", "filed_at")
    for name in ("state", "wound_id", "owner_id"):
        _index("document", name)


def _parts() -> None:
    op.create_table(
        "document_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("antivirus", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("received_at", db.Instant(timezone=True), nullable=True),
        sa.Column("checked_at", db.Instant(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("document_part", "document_id", "document.id"),
        _belongs("document_part", "establishment_id", "establishment.id"),
        _belongs("document_part", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_part")),
    )
    _index("document_part", "establishment_id", "name")
    for name in ("document_id", "person_id", "state"):
        _index("document_part", name)


def _pages() -> None:
    op.create_table(
        "document_page",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("legible", sa.String(length=64), nullable=False),
        sa.Column("thumb", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _belongs("document_page", "document_id", "document.id"),
        _belongs("document_page", "part_id", "document_part.id"),
        _belongs("document_page", "establishment_id", "establishment.id"),
        _belongs("document_page", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_page")),
    )
    for name in ("document_id", "part_id", "establishment_id", "person_id"):
        _index("document_page", name)


def _uploads() -> None:
    op.create_table(
        "upload",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("started_at", db.Instant(timezone=True), nullable=False),
        sa.Column("completed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("expires_at", db.Instant(timezone=True), nullable=False),
        _belongs("upload", "device_id", "device.id"),
        _belongs("upload", "establishment_id", "establishment.id"),
        sa.PrimaryKeyConstraint("device_id", "name", name=op.f("pk_upload")),
    )
    _index("upload", "establishment_id", "name")
    _index("upload", "expires_at")


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
