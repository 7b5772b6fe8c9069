"""Tables of synchronisation: every envelope that ever arrived, what tablets counted, and what has left a unit."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class Command(Base):
    """A command that was applied; its id is kept for ever.

    `digest` is the SHA-256 of the envelope. `sealed` is the signed command (table `command`) under
    the key of the person it concerns, or of its author when it concerns none.
    """

    __tablename__ = "command"
    __table_args__ = (Index("ix_command_device_id_install_seq", "device_id", "install", "seq"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    type: Mapped[str] = mapped_column(String(40))
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    install: Mapped[uuid.UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("auth_session.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    person_id: Mapped[uuid.UUID | None]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(index=True)
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Quarantine(Base):
    """An envelope that could not be verified, read or attached: kept whole, with the reason in
    words.

    `author_id` and `person_id` are known once its signature was verified; erasing that person
    empties it. `install` and `seq` are what its outside says. It is settled by a person, or by the
    server that could apply it after all: `outcome` is dismissed, refiled or applied, `sealed` holds
    the settler's words under their own key, `settled_with` is the command that brought them, and
    `applied_as` the command that the entry became.
    """

    __tablename__ = "quarantine"
    __table_args__ = (
        UniqueConstraint("device_id", "digest"),
        Index("ix_quarantine_device_id_install_seq", "device_id", "install", "seq"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    command_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    install: Mapped[uuid.UUID | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    session_id: Mapped[uuid.UUID | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None]
    settled_with: Mapped[uuid.UUID | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    applied_as: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Flagged(Base):
    """A command that was applied although something about it does not fit: what, and who has looked at it since."""

    __tablename__ = "flagged"
    __table_args__ = (
        Index("ix_flagged_establishment_id_received_at", "establishment_id", "received_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("command.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    type: Mapped[str] = mapped_column(String(40))
    device_id: Mapped[uuid.UUID]
    author_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID | None]
    flags: Mapped[list[str]] = mapped_column(JSON)
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None]


class Install(Base):
    """One local store of a device, which numbers its envelopes without gaps.

    Every number up to `complete_through` is accounted for. `missing` are the ranges, up to
    `last_seq`, of which nothing is known; `prior_unknown` says that a store before this one vanished
    with its numbers. `epoch` is the one it was last told. `acknowledged` are ranges that somebody has
    taken note of, their words in `sealed` under their own key.
    """

    __tablename__ = "install"
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    epoch: Mapped[uuid.UUID | None]
    first_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    last_seq: Mapped[int] = mapped_column(BigInteger)
    complete_through: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    prior_id: Mapped[uuid.UUID | None]
    prior_unknown: Mapped[bool] = mapped_column(Boolean, default=False)
    missing: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    missing_count: Mapped[int] = mapped_column(BigInteger, default=0)
    noticed_at: Mapped[datetime | None]
    acknowledged: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Tombstone(Base):
    """That a row has left a unit, or is gone: what tells tablets to forget it."""

    __tablename__ = "tombstone"
    __table_args__ = (Index("ix_tombstone_unit_id_revision", "unit_id", "revision"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(16))
    object_id: Mapped[uuid.UUID]
    revision: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
