"""Say which passkeys count where, and keep the personal codes of those that live in a shared tablet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    """The rules stay outside the row-level security: a sign-in reads them before anybody is known."""
    op.create_table(
        "passkey_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("decided_at", db.Instant(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _to("passkey_rule", "establishment_id", "establishment.id"),
        _to("passkey_rule", "decided_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_rule")),
    )
    op.create_table(
        "personal_code",
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(200), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("iterations", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_offline", sa.Integer(), nullable=False),
        sa.Column("blocked_at", db.Instant(timezone=True), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", db.Instant(timezone=True), nullable=False),
        _to("personal_code", "establishment_id", "establishment.id"),
        _to("personal_code", "credential_id", "credential.id"),
        sa.PrimaryKeyConstraint("credential_id", name=op.f("pk_personal_code")),
    )
    for table in ("passkey_rule", "personal_code"):
        op.create_index(op.f(f"ix_{table}_establishment_id"), table, ["establishment_id"])
    op.add_column(
        "auth_session",
        sa.Column("is_code_unverified", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE personal_code ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE personal_code FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY establishment ON personal_code USING ({_RULE}) WITH CHECK ({_RULE})"
        )


def downgrade() -> None:
    """A passkey of a tablet opens nothing without its code: it is withdrawn, as every one was refused before."""
    op.execute(
        "UPDATE credential SET revoked_at = (SELECT chosen_at FROM personal_code "
        "WHERE credential_id = credential.id) WHERE revoked_at IS NULL AND id IN "
        "(SELECT credential_id FROM personal_code)"
    )
    op.drop_column("auth_session", "is_code_unverified")
    op.drop_table("personal_code")
    op.drop_table("passkey_rule")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_{table}_{column}"))
