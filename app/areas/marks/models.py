"""The table of marks."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class RightsMark(Revisioned, Base):
    """One mark beside an entry of a person's file; `place` and `subject_id` name it (`places.PLACES`).

    `kind`: contest, addendum, limitation. `voice`: whose words they are (person, representative); `holder_id`
    the access to the portal that they came through, `placed_by` the professional who wrote them down. `readers`: the
    professionals who still read what is limited, `ground` why it is (`rules.GROUNDS`). Sealed
    (table `rights_mark`): text, by_name, lifted_why.
    """

    __tablename__ = "rights_mark"
    __table_args__ = (
        Index("ix_rights_mark_establishment_id_revision", "establishment_id", "revision"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[uuid.UUID] = mapped_column(index=True)
    request_id: Mapped[uuid.UUID | None]
    voice: Mapped[str] = mapped_column(String(16))
    holder_id: Mapped[uuid.UUID | None]
    ground: Mapped[str | None] = mapped_column(String(16))
    readers: Mapped[list[str]] = mapped_column(JSON)
    placed_at: Mapped[datetime]
    placed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
