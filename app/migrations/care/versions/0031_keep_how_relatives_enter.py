"""Keep how relatives enter: their invitations, passkeys and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("relative_invitation", "relative_credential", "relative_session")


def upgrade() -> None:
    _invitations()
    _credentials()
    _sessions()
    for table in _TABLES:
        for column in ("establishment_id", "relative_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """Relatives can no longer enter; who they are is kept elsewhere."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _invitations() -> None:
    op.create_table(
        "relative_invitation",
        *_about("relative_invitation"),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        _at("created_at"),
        _at("expires_at"),
        _at("used_at", nullable=True),
        _at("withdrawn_at", nullable=True),
        sa.Column("mail", sa.String(length=8), nullable=True),
        sa.Column("mail_tries", sa.Integer(), nullable=False),
        _at("mail_at", nullable=True),
        _belongs("relative_invitation", "created_by", "staff.id"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_relative_invitation_token_hash")),
    )
    op.create_index(op.f("ix_relative_invitation_mail_at"), "relative_invitation", ["mail_at"])


def _credentials() -> None:
    op.create_table(
        "relative_credential",
        *_about("relative_credential"),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("is_backed_up", sa.Boolean(), nullable=False),
        _at("created_at"),
        _at("used_at", nullable=True),
        _at("revoked_at", nullable=True),
        sa.UniqueConstraint("credential_id", name=op.f("uq_relative_credential_credential_id")),
    )


def _sessions() -> None:
    op.create_table(
        "relative_session",
        *_about("relative_session"),
        sa.Column("credential_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        _at("opened_at"),
        _at("active_at"),
        _at("ended_at", nullable=True),
        _belongs("relative_session", "credential_id", "relative_credential.id"),
    )


def _about(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("relative_id", sa.Uuid(), nullable=False),
        _belongs(table, "establishment_id", "establishment.id"),
        _belongs(table, "relative_id", "relative.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, db.Instant(timezone=True), nullable=nullable)


def _belongs(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
