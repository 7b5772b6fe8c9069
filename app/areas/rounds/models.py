"""Tables of the round. What was given is a fact: nothing here is ever changed but the marks of an undo.

Which dose, which act, what became of it and when stay in clear: lists, intervals and disagreements are found by them.
How much, where, why and what was scanned are sealed under the person's key.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned

_PATCH = text("is_patch")


class Administration(Revisioned, Base):
    """One outcome that somebody recorded, or what they amended of one. Sealed (table `administration`): amount, reason,
    note, scan {gtin, batch, expiry_on, serial, verdict}, went_past, already_done, site, glycaemia, agreement,
    substances and milligrams (of the line, when it was recorded), and why it was amended.

    `dose_id` is null for an as-needed taking. An amendment says everything anew: `amends` is the row its author saw,
    `root_id` the first one, `withdraws` that it was another person's; `stands`: of those that say the same gesture, the
    one that holds, whatever was settled about the dose. `at` is when it was done, `occurred_at` when it was written.
    `doubtful`: the dose or the line that it names could not be found. `retracted_at`: its author undid it. `basis` is
    what made it lawful, null where nothing did. `is_patch`: it is about a patch, which stays on for days. `expires_at`:
    when tablets forget it, going by its age.
    """

    __tablename__ = "administration"
    __table_args__ = (
        Index("ix_administration_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_administration_establishment_id_at", "establishment_id", "at"),
        Index("ix_administration_person_id_at", "person_id", "at"),
        Index("ix_administration_chain_id_at", "chain_id", "at"),
        Index(
            "ix_administration_patches", "person_id", sqlite_where=_PATCH, postgresql_where=_PATCH
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"))
    dose_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    chain_id: Mapped[uuid.UUID]
    line_id: Mapped[uuid.UUID]
    act: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(16))
    offered: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    amends: Mapped[uuid.UUID | None]
    root_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    is_patch: Mapped[bool] = mapped_column(Boolean)
    stands: Mapped[bool] = mapped_column(Boolean)
    withdraws: Mapped[bool] = mapped_column(Boolean)
    doubtful: Mapped[bool] = mapped_column(Boolean)
    retracted_at: Mapped[datetime | None]
    identified: Mapped[str] = mapped_column(String(12))
    scan_how: Mapped[str] = mapped_column(String(12))
    no_scan: Mapped[str | None] = mapped_column(String(24))
    container_id: Mapped[uuid.UUID | None]
    basis: Mapped[str | None] = mapped_column(String(16))
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class DoseResolution(Base):
    """That somebody settled a disagreement about a dose. Sealed (table `dose_resolution`): note.

    `keeps` is the outcome that stands, `seen` those that were looked at: one that was not among them asks again.
    """

    __tablename__ = "dose_resolution"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    dose_id: Mapped[uuid.UUID] = mapped_column(index=True)
    keeps: Mapped[uuid.UUID]
    seen: Mapped[list[str]] = mapped_column(JSON)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DoseConflict(Revisioned, Base):
    """That outcomes of one dose disagree, or did: `id` is the dose's. `opened_at` is when the one that disagreed was
    recorded, `closed_at` null until a nurse settled it or what disagreed was taken back.

    It follows from the administrations and the resolutions of the dose, in whatever order they arrived.
    """

    __tablename__ = "dose_conflict"
    __table_args__ = (
        Index("ix_dose_conflict_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_dose_conflict_establishment_id_closed_at", "establishment_id", "closed_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    chain_id: Mapped[uuid.UUID]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    resolution_id: Mapped[uuid.UUID | None]
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
