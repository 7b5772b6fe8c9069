"""Tables of the directory. A staff member's names are sealed under that member's own key."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Establishment(Base):
    """A home or a service; everything else belongs to exactly one. `epoch` changes when a backup
    is restored.
    """

    __tablename__ = "establishment"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(16))  # nursing_home | home_care | disability
    timezone: Mapped[str] = mapped_column(String(40), default="Europe/Paris")
    finess: Mapped[str | None] = mapped_column(String(9))
    idle_seconds: Mapped[int] = mapped_column(Integer, default=120)
    quick_hours: Mapped[int] = mapped_column(Integer, default=8)
    epoch: Mapped[uuid.UUID]
    created_at: Mapped[datetime]


class Unit(Revisioned, Base):
    """A unit of a home, or a team that goes to people's homes (`kind` is `unit` or `home_care`)."""

    __tablename__ = "unit"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16), default="unit")
    position: Mapped[int] = mapped_column(Integer, default=0)
    closed_at: Mapped[datetime | None]


class Room(Base):
    """A room of a unit; `position` is the walking order."""

    __tablename__ = "room"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer, default=0)
    closed_at: Mapped[datetime | None]


class Staff(Revisioned, Base):
    """A professional. Sealed (table `staff`, owner = the member): given_name, family_name, title."""

    __tablename__ = "staff"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    role: Mapped[str] = mapped_column(String(24))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Assignment(Base):
    """Where a staff member's rights hold, from when until when. Without a unit: the whole
    establishment.
    """

    __tablename__ = "assignment"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Shift(Base):
    """One line of the duty plan: who is on duty, where, from when until when."""

    __tablename__ = "shift"
    __table_args__ = (
        Index("ix_shift_establishment_id_starts_at", "establishment_id", "starts_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
