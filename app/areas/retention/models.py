"""Tables of retention: durations that a home lengthened, holds, deaths, and what each destruction did."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class RetentionDuration(Base):
    """What a home decided of one rule; the last one decided holds, and the others stay to be read."""

    __tablename__ = "retention_duration"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    rule: Mapped[str] = mapped_column(String(24))
    months: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime]


class RetentionHold(Base):
    """That nothing of a person may go, and from when until when. A claim also stops the clock.

    `kind` is claim, request, inquiry or other. Sealed (table `retention_hold`): reason, lifted_because.
    """

    __tablename__ = "retention_hold"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    from_on: Mapped[date] = mapped_column(Date)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    placed_at: Mapped[datetime]
    lifted_on: Mapped[date | None] = mapped_column(Date)
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PersonDeath(Base):
    """The day a person died, which changes how long their file is kept. Sealed (table `person_death`): on."""

    __tablename__ = "person_death"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    noted_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RetentionRun(Base):
    """One destruction: who confirmed it, under which reference, and its lines, which hold no name."""

    __tablename__ = "retention_run"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    visa: Mapped[str | None] = mapped_column(String(80))
    unreadable_everywhere_at: Mapped[datetime]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
