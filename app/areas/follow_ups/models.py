"""Tables of the follow-ups. What is asked and what is answered are sealed under the person's key.

A follow-up never changes what it asked. Whatever is done about it is a step that stays; the columns that
say how it stands are made anew from all its steps (`standing`), so that their order of arrival does not count.
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


class FollowUp(Revisioned, Base):
    """Something due. Sealed (table `follow_up`): what (text or null), label (of what it came from, or null).

    `entry_id` is a reference only: the transmission may still wait on a tablet. With `is_with_entry` both were
    written in one gesture, and an undo takes both. `author_id` is null for what the product itself opens.
    `due_at`, `escalates_at`, `expires_at` and what was acknowledged and closed follow from the steps.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_establishment_id_revision", "establishment_id", "revision"),
        Index(
            "ix_follow_up_open",
            "establishment_id",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_follow_up_person_id_closed_at_due_at", "person_id", "closed_at", "due_at"),
        Index("ix_follow_up_subject_area_subject_id", "subject_area", "subject_id"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    is_with_entry: Mapped[bool] = mapped_column(Boolean)
    subject_area: Mapped[str | None] = mapped_column(String(20))
    subject_id: Mapped[uuid.UUID | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str | None] = mapped_column(String(24))
    is_urgent: Mapped[bool] = mapped_column(Boolean)
    asked_for: Mapped[datetime]
    opened_at: Mapped[datetime]
    opened_flags: Mapped[list[str] | None] = mapped_column(JSON)
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    escalates_at: Mapped[datetime | None] = mapped_column(index=True)
    escalated_at: Mapped[datetime | None]
    acknowledged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    acknowledged_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    also_closed: Mapped[int] = mapped_column(Integer)
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class FollowUpStep(Base):
    """What was done about a follow-up: acknowledge, close, postpone, reopen.

    Sealed (table `follow_up_step`): result, chips, reason, as the kind has them. `role` is the author's when it
    happened; `due_at` is the new time of a postponement; `close_id` names the close that a reopening takes back.
    """

    __tablename__ = "follow_up_step"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    follow_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("follow_up.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str | None] = mapped_column(String(24))
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(12))
    close_id: Mapped[uuid.UUID | None]
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
