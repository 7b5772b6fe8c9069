"""Tell each professional what happened to their keys, and which pair each passkey carries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLE = "key_notice"
_OF = {
    "establishment_id": "establishment.id",
    "staff_id": "staff.id",
    "credential_id": "credential.id",
    "invitation_id": "invitation.id",
    "by_id": "staff.id",
    "settled_by": "staff.id",
}


def upgrade() -> None:
    op.add_column("credential", sa.Column("user_jwk", sa.JSON(), nullable=True))
    op.add_column("credential", sa.Column("bridge", sa.String(1000), nullable=True))
    # Until now a pair that was replaced took every other passkey's wrap with it: what is there is of the present one.
    op.execute(
        "UPDATE credential SET user_jwk = "
        "(SELECT public_jwk FROM user_key WHERE user_key.staff_id = credential.staff_id) "
        "WHERE wrapped_key IS NOT NULL"
    )
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("credential_id", sa.Uuid(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", db.Instant(timezone=True), nullable=False),
        sa.Column("seen_at", db.Instant(timezone=True), nullable=True),
        sa.Column("disputed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", db.Instant(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_key_notice_{column}"))
            for column, other in _OF.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_notice")),
    )
    for column in ("establishment_id", "staff_id"):
        op.create_index(op.f(f"ix_key_notice_{column}"), _TABLE, [column])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {_TABLE} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {_TABLE} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {_TABLE} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    """A passkey of a pair that was replaced opens online only, as before."""
    op.execute(
        "UPDATE credential SET wrapped_key = NULL, wrap_iv = NULL WHERE CAST(user_jwk AS TEXT) <> "
        "(SELECT CAST(public_jwk AS TEXT) FROM user_key "
        "WHERE user_key.staff_id = credential.staff_id)"
    )
    op.drop_table(_TABLE)
    for column in ("bridge", "user_jwk"):
        op.drop_column("credential", column)
