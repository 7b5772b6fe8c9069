"""Keep how documents are filed, and whom they are hidden from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("document_filing", "document_mask")


def upgrade() -> None:
    _filings()
    _masks()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """How documents are filed stays with them; who filed them before, and why one is hidden, go."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _filings() -> None:
    op.create_table(
        "document_filing",
        *_about(),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("supersedes", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belonging("document_filing"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_filing")),
    )
    _index("document_filing", "document_id", "at")
    _index("document_filing", "establishment_id")
    _index("document_filing", "person_id")


def _masks() -> None:
    op.create_table(
        "document_mask",
        *_about(),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("lifted_at", db.Instant(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belonging("document_mask"),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["staff.id"], name=op.f("fk_document_mask_lifted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_mask")),
    )
    for name in ("document_id", "establishment_id", "person_id"):
        _index("document_mask", name)


def _about() -> list[sa.Column[object]]:
    """Which document, whose, and who did it when."""
    names = ("id", "document_id", "establishment_id", "person_id", "author_id")
    columns: list[sa.Column[object]] = [
        sa.Column(name, sa.Uuid(), nullable=False) for name in names
    ]
    return [*columns, sa.Column("at", db.Instant(timezone=True), nullable=False)]


def _belonging(table: str) -> list[sa.ForeignKeyConstraint]:
    told = {
        "document_id": "document.id",
        "establishment_id": "establishment.id",
        "person_id": "person.id",
        "author_id": "staff.id",
    }
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in told.items()
    ]


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
