"""Tables of the measures. Numbers and words are sealed under the person's key; nothing is ever overwritten.

What kind of measure it was and when stay in clear: lists and the last value of a kind are found by them, and they say
no more than the cible of a transmission does.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Observation(Revisioned, Base):
    """One measure, in one of its versions. Sealed (table `observation`): values {part: decimal text}, contexts, missing
    {reason, text} or null, note, source, typed (as it was read in another unit), confirmed, and why it was corrected.

    `taken_at` is when it was measured, or the blood drawn; `occurred_at` when it was written. `counts` says that
    its numbers enter calculations. An undo holds for every version: `retracted_at` is one for all.
    """

    __tablename__ = "observation"
    __table_args__ = (
        Index("ix_observation_person_id_kind_taken_at", "person_id", "kind", "taken_at"),
        Index("ix_observation_person_id_expires_at", "person_id", "expires_at"),
        Index("ix_observation_establishment_id_revision", "establishment_id", "revision"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(24))
    counts: Mapped[bool] = mapped_column(Boolean)
    # A correction: the first version, and its place among them. Null root in a first version.
    root_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(Integer)
    superseded_by: Mapped[uuid.UUID | None]
    taken_at: Mapped[datetime]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class HomeThresholds(Revisioned, Base):
    """From where on nurses of a home are told: what differs from the product's defaults."""

    __tablename__ = "home_thresholds"
    establishment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("establishment.id"), primary_key=True
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    updated_at: Mapped[datetime]


class PersonThresholds(Revisioned, Base):
    """The same for one person. Sealed (table `person_thresholds`): thresholds, reason."""

    __tablename__ = "person_thresholds"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    updated_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
