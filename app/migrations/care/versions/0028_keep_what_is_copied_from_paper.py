"""Keep which page a line was copied from, and who copies a document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    for name in ("document_id", "page_id"):
        op.add_column("prescription_line", sa.Column(name, sa.Uuid(), nullable=True))
    _index("prescription_line", "document_id")
    _transcriptions()
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE transcription ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE transcription FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY establishment ON transcription USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    """Lines stay as they are; which page each was copied from is known no more, nor what was half typed."""
    op.drop_table("transcription")
    with op.batch_alter_table("prescription_line") as table:
        table.drop_index(op.f("ix_prescription_line_document_id"))
        table.drop_column("page_id")
        table.drop_column("document_id")


def _transcriptions() -> None:
    op.create_table(
        "transcription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", db.Instant(timezone=True), nullable=False),
        sa.Column("touched_at", db.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", db.Instant(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=8), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcription")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_transcription_{column}")
            )
            for column, other in (
                ("person_id", "person"),
                ("establishment_id", "establishment"),
                ("author_id", "staff"),
            )
        ),
    )
    _index("transcription", "document_id")
    _index("transcription", "person_id")
    _index("transcription", "establishment_id", "ended_at")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
