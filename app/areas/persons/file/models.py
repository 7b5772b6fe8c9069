"""The table of what a file says of a person, sealed under that person's key."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class PersonFact(Base):
    """One version of a fact; the last one of a chain has no `superseded_at`.

    `kind`: one of `kinds.KINDS`. `state`: in_force, withdrawn. `author_id` is None for what the command line imported.
    Sealed (table `person_fact`): the fields that `kinds.py` names for the kind, reason (why it was changed or
    withdrawn, or null), and clear (what the row says beside its seal).
    """

    __tablename__ = "person_fact"
    __table_args__ = (
        Index("ix_person_fact_person_id_superseded_at", "person_id", "superseded_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(index=True)
    version: Mapped[int]
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
