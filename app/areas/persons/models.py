"""Tables of the persons accompanied. Everything that names or describes a person is sealed under
that person's key.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Person(Revisioned, Base):
    """A person accompanied.

    Sealed (table `person`): family_name, given_name, used_name, birth_name, born_on (ISO date),
    sex (F|M), marks ([{kind, text}]). `placed_revision` is the revision at which the person came
    into the present unit.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_unit_id_revision", "unit_id", "revision"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("room.id"))
    presence: Mapped[str] = mapped_column(String(12), default="present")
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    admitted_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    placed_revision: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]


class Picture(Base):
    """A person's picture: sealed (table `picture`): webp as base64 of a 192 px square, taken_at,
    consent.
    """

    __tablename__ = "picture"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class Movement(Base):
    """Admission, change of room or unit, absence, return, departure: a person's stay as signed
    facts.
    """

    __tablename__ = "movement"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    room_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("room.id"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]


class Absence(Base):
    """A time away from the home, planned or real: one row a version, never overwritten; the last one of a chain has no
    `superseded_at`.

    `state`: planned, ongoing, ended, cancelled. `until_at` of an ongoing one is when the person is expected, if known.
    Sealed (table `absence`, row `chain_id`, so that versions carry it over unopened): note; None for none.
    """

    __tablename__ = "absence"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(index=True)
    version: Mapped[int]
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    doses_handed: Mapped[bool]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    received_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class Erasure(Base):
    """The tombstone of an erased person: what a restore replays. It holds no name."""

    __tablename__ = "erasure"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    actor_id: Mapped[uuid.UUID | None]
    erased_at: Mapped[datetime]
    unreadable_everywhere_at: Mapped[datetime]
