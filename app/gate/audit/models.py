"""Tables of the audit trail. Events hold identifiers and codes, never names or free text."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class AuditSeal(Base):
    """One seal: the Merkle root of its events' leaf hashes, chained to the seal before it and
    signed (Ed25519).
    """

    __tablename__ = "audit_seal"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    count: Mapped[int] = mapped_column(Integer)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    head: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    key_id: Mapped[str] = mapped_column(String(43))
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class AuditEvent(Base):
    """One event: when, who, from where, what, whose. `seal_number` is null until it is sealed."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_person_id_at", "person_id", "at"),
        Index("ix_audit_event_establishment_id_at", "establishment_id", "at"),
        Index("ix_audit_event_seal_number_id", "seal_number", "id"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    occurred_at: Mapped[datetime | None]
    actor_id: Mapped[uuid.UUID | None]
    role: Mapped[str | None] = mapped_column(String(24))
    device_id: Mapped[uuid.UUID | None]
    session_id: Mapped[uuid.UUID | None]
    verb: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[uuid.UUID | None]
    subject_id: Mapped[uuid.UUID | None]
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    seal_number: Mapped[int | None] = mapped_column(ForeignKey("audit_seal.number"))


class AuditLeaf(Base):
    """The leaf hash of a sealed event; it outlives the event when retention purges it."""

    __tablename__ = "audit_leaf"
    event_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seal_number: Mapped[int] = mapped_column(ForeignKey("audit_seal.number"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    purged_at: Mapped[datetime | None]
