"""Tables of relatives, their grants and what is shared. Names and words are sealed under the person's key."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class Relative(Base):
    """Somebody close to a person, known by name. `contact_id` is who they are among the person's contacts.

    `state`: active, excluded (sees that nothing exists), ended. Sealed (table `relative`): given_name,
    family_name, email, link (what they are to the person), note.
    """

    __tablename__ = "relative"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[uuid.UUID | None]
    state: Mapped[str] = mapped_column(String(10))
    state_at: Mapped[datetime]
    state_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RelativeGrant(Base):
    """One topic opened to one relative, from an instant on; never changed, only ended, once.

    `given_by`: person or representative; `ending`: revoked, excluded, stay, replaced. Sealed (table `relative_grant`):
    measure (its kind when it was given), giver (who, by name), heard (the opinion of the person), note.
    """

    __tablename__ = "relative_grant"
    __table_args__ = (Index("ix_relative_grant_relative_id_topic", "relative_id", "topic"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    relative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative.id"))
    topic: Mapped[str] = mapped_column(String(16))
    given_by: Mapped[str] = mapped_column(String(16))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ending: Mapped[str | None] = mapped_column(String(12))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SharedItem(Base):
    """Something flagged for relatives: words written for them, a document, an appointment. Shown once it is validated.

    `source_id` is what is shown besides the words (a document, an appointment). Who withdraws it says so in
    `withdrawn_by`. Sealed (table `shared_item`): title, text.
    """

    __tablename__ = "shared_item"
    __table_args__ = (Index("ix_shared_item_person_id_day_on", "person_id", "day_on"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    topic: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    day_on: Mapped[date]
    flagged_at: Mapped[datetime]
    flagged_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    validated_at: Mapped[datetime | None]
    validated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class FamilyMessage(Base):
    """One message between a relative and a box of the home (see `boxes`); never changed.

    `staff_id` is who writes for the home, None for the relative. `answer_by` is when the home said that it would
    answer, on what a relative writes. Sealed (table `family_message`): text.
    """

    __tablename__ = "family_message"
    __table_args__ = (Index("ix_family_message_relative_id_sent_at", "relative_id", "sent_at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    relative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative.id"))
    box: Mapped[str] = mapped_column(String(16))
    staff_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sent_at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
