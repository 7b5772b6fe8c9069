"""Tables of wounds. What was said is sealed under the person's key; nothing is ever overwritten."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Wound(Revisioned, Base):
    """A wound; its id is the id of what opened it. `closed_at`, `withdrawn_at` and `expires_at` follow from its acts.

    Where and what it is are in its acts. `expires_at` is when tablets forget one that is closed.
    """

    __tablename__ = "wound"
    __table_args__ = (Index("ix_wound_establishment_id_revision", "establishment_id", "revision"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class WoundAct(Base):
    """One thing said of a wound. Sealed (table `wound_act`): the content of its kind, see `content`.

    `kind`: describe, consent, assess, note, close, reopen. `taken_at` is when it was seen, `occurred_at` when it was
    written. An assessment that says another one anew names it in `corrects`, and that one is `superseded_by` it.
    """

    __tablename__ = "wound_act"
    __table_args__ = (Index("ix_wound_act_wound_id_taken_at", "wound_id", "taken_at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    wound_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wound.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(12))
    taken_at: Mapped[datetime]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    corrects: Mapped[uuid.UUID | None]
    superseded_by: Mapped[uuid.UUID | None]
    retracted_at: Mapped[datetime | None]
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
