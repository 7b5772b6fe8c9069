"""Tables of rights: what was asked, each step of the answer, and the copies that were made for it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class RightsRequest(Base):
    """Somebody asked for a right over a person's data.

    `subject` is what is opposed (`rules.OBJECTS`). `recorded_by` is None for what came through the
    portal. Sealed (table `rights_request`): asker_name, words.
    """

    __tablename__ = "rights_request"
    __table_args__ = (
        Index("ix_rights_request_establishment_id_answered_at", "establishment_id", "answered_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    right: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str | None] = mapped_column(String(16))
    asker: Mapped[str] = mapped_column(String(16))
    received_on: Mapped[date] = mapped_column(Date)
    health_by: Mapped[date | None] = mapped_column(Date)
    answer_by: Mapped[date] = mapped_column(Date)
    is_extended: Mapped[bool] = mapped_column(Boolean, default=False)
    is_identified: Mapped[bool] = mapped_column(Boolean, default=False)
    outcome: Mapped[str | None] = mapped_column(String(12))
    ground: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RightsStep(Base):
    """One thing done about a request, never changed. `kind`: identified, extended, asked_representative, answered.

    `author_id` is None for what followed of itself from what the person asked in their own space.
    Sealed (table `rights_step`): text.
    """

    __tablename__ = "rights_step"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rights_request.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class AccessCopy(Base):
    """A copy of the file made for one request. `state`: asked, making, ready, handed, failed, expired.

    `name` is the sealed file among copies. Sealed (table `access_copy`): key, iv, withheld ([row, why]).
    """

    __tablename__ = "access_copy"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rights_request.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    done: Mapped[int] = mapped_column(Integer, default=0)
    steps: Mapped[int] = mapped_column(Integer, default=0)
    asked_at: Mapped[datetime]
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    begun_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime | None]
    name: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str | None] = mapped_column(String(64))
    withheld: Mapped[int] = mapped_column(Integer, default=0)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
