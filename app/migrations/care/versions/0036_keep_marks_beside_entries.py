"""Keep what rights leave beside entries, and let a request come from the portal, that nobody wrote down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLE = "rights_mark"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("voice", sa.String(length=16), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("ground", sa.String(length=16), nullable=True),
        sa.Column("readers", sa.JSON(), nullable=False),
        sa.Column("placed_at", db.Instant(timezone=True), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", db.Instant(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        _belongs("establishment_id", "establishment.id"),
        _belongs("person_id", "person.id"),
        _belongs("placed_by", "staff.id"),
        _belongs("lifted_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    op.create_index(op.f("ix_rights_mark_person_id"), _TABLE, ["person_id"])
    op.create_index(op.f("ix_rights_mark_subject_id"), _TABLE, ["subject_id"])
    op.create_index(
        "ix_rights_mark_establishment_id_revision", _TABLE, ["establishment_id", "revision"]
    )
    with op.batch_alter_table("rights_request") as batch:
        batch.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=True)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {_TABLE} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    """What stood beside entries is in no other table; requests that nobody wrote down have no place there."""
    op.drop_table(_TABLE)
    op.execute(
        "DELETE FROM rights_step WHERE request_id IN (SELECT id FROM rights_request WHERE recorded_by IS NULL)"
    )
    op.execute(
        "DELETE FROM access_copy WHERE request_id IN (SELECT id FROM rights_request WHERE recorded_by IS NULL)"
    )
    op.execute("DELETE FROM rights_request WHERE recorded_by IS NULL")
    with op.batch_alter_table("rights_request") as batch:
        batch.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=False)


def _belongs(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{_TABLE}_{column}"))
