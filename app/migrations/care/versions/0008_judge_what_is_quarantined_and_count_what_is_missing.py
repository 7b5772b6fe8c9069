"""Settle what is in quarantine, look at what was flagged, and know which numbers of a tablet never came."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_APART = ("install", "flagged")
_INSTANT = db.Instant(timezone=True)


def upgrade() -> None:
    """What was quarantined and flagged before is told to the new columns and table."""
    _widen()
    _create_flagged()
    _create_install()
    if op.get_bind().dialect.name == "postgresql":
        for table in _APART:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )
        op.execute("SELECT set_config('chevet.establishment', '*', true)")
    _number_what_is_quarantined()
    _gather_what_was_flagged()


def downgrade() -> None:
    """Column by column: a table that is made anew would take along the rows that refer to it."""
    op.drop_table("install")
    op.drop_table("flagged")
    with op.batch_alter_table("quarantine", recreate="never") as table:
        table.drop_index(op.f("ix_quarantine_author_id"))
        table.drop_index("ix_quarantine_device_id_install_seq")
        for name in _QUARANTINE:
            table.drop_column(name)
    with op.batch_alter_table("device", recreate="never") as table:
        for name in _DEVICE:
            table.drop_column(name)


_QUARANTINE: dict[str, Any] = {
    "install": sa.Uuid(),
    "seq": sa.BigInteger(),
    "author_id": sa.Uuid(),
    "settled_at": _INSTANT,
    "settled_by": sa.Uuid(),
    "settled_with": sa.Uuid(),
    "outcome": sa.String(12),
    "applied_as": sa.Uuid(),
    "sealed": sa.LargeBinary(),
}
_DEVICE: dict[str, Any] = {
    "oldest_waiting_at": _INSTANT,
    "is_persisted": sa.Boolean(),
    "storage_usage": sa.BigInteger(),
    "storage_quota": sa.BigInteger(),
}


def _widen() -> None:
    with op.batch_alter_table("quarantine") as table:
        for name, kind in _QUARANTINE.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        table.create_index(op.f("ix_quarantine_author_id"), ["author_id"])
        table.create_index("ix_quarantine_device_id_install_seq", ["device_id", "install", "seq"])
    with op.batch_alter_table("device") as table:
        for name, kind in _DEVICE.items():
            table.add_column(sa.Column(name, kind, nullable=True))


def _create_flagged() -> None:
    op.create_table(
        "flagged",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("occurred_at", _INSTANT, nullable=False),
        sa.Column("received_at", _INSTANT, nullable=False),
        sa.Column("seen_at", _INSTANT, nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["command.id"], name=op.f("fk_flagged_id")),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name=op.f("fk_flagged_establishment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flagged")),
    )
    op.create_index(
        "ix_flagged_establishment_id_received_at", "flagged", ["establishment_id", "received_at"]
    )


def _create_install() -> None:
    op.create_table(
        "install",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=True),
        sa.Column("first_at", _INSTANT, nullable=False),
        sa.Column("seen_at", _INSTANT, nullable=True),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("complete_through", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("prior_id", sa.Uuid(), nullable=True),
        sa.Column("prior_unknown", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("missing_count", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", _INSTANT, nullable=True),
        sa.Column("acknowledged", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("acknowledged_at", _INSTANT, nullable=True),
        sa.Column("acknowledged_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_install_device_id")),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name=op.f("fk_install_establishment_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "id", name=op.f("pk_install")),
    )
    op.create_index(op.f("ix_install_establishment_id"), "install", ["establishment_id"])


def _number_what_is_quarantined() -> None:
    """The outside of each envelope says its number: without it, it would count as missing."""
    kept = sa.table(
        "quarantine",
        sa.column("id", sa.Uuid()),
        sa.column("envelope", sa.LargeBinary()),
        sa.column("install", sa.Uuid()),
        sa.column("seq", sa.BigInteger()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(kept.c.id, kept.c.envelope)).all():
        install, seq = _numbered(bytes(row.envelope))
        if install is not None:
            connection.execute(
                kept.update().where(kept.c.id == row.id).values(install=install, seq=seq)
            )


def _numbered(envelope: bytes) -> tuple[uuid.UUID | None, int | None]:
    head = envelope.partition(b".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + b"=" * (-len(head) % 4)))
        install, seq = uuid.UUID(header["ins"]), header["seq"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, None
    fits = type(seq) is int and 0 <= seq < 2**53
    return (install, seq) if fits else (None, None)


def _gather_what_was_flagged() -> None:
    commands, flagged = _facts("command"), _facts("flagged")
    connection = op.get_bind()
    for row in connection.execute(sa.select(commands)).mappings():
        if row["flags"]:
            connection.execute(flagged.insert().values(**row))


def _facts(name: str) -> sa.TableClause:
    ids = ("id", "establishment_id", "device_id", "author_id", "person_id")
    return sa.table(
        name,
        *(sa.column(one, sa.Uuid()) for one in ids),
        *(sa.column(one, _INSTANT) for one in ("occurred_at", "received_at")),
        sa.column("type", sa.String()),
        sa.column("flags", sa.JSON()),
    )
