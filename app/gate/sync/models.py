"""Tables of synchronisation: every envelope that ever arrived, and what has left a unit."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
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
    words. `person_id` is known once its claims were; erasing that person empties it.
    """

    __tablename__ = "quarantine"
    __table_args__ = (UniqueConstraint("device_id", "digest"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    command_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"))
    session_id: Mapped[uuid.UUID | None]
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    envelope: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]


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
