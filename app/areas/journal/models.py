"""Tables of the journal. Texts are sealed under the person's key; nothing is ever overwritten,
additions add.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class VocabularyVersion(Revisioned, Base):
    """One version of the home's cibles and ready-made phrases (JSON of
    `transmissions.vocabulary`); old ones stay readable.
    """

    __tablename__ = "vocabulary_version"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    published_at: Mapped[datetime]


class VocabularyDraft(Base):
    """The next version while it is being prepared in the office: one a home, dropped once published."""

    __tablename__ = "vocabulary_draft"
    establishment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("establishment.id"), primary_key=True
    )
    base_version: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    updated_at: Mapped[datetime]


class Entry(Revisioned, Base):
    """A transmission ciblée, in one of its versions. Sealed (table `entry`): label, data, actions,
    result (texts or null), chips {data, actions, result}, the reason of a correction, and `alone`, why nobody signed
    with the author. `witness_id` showed their own key over it.

    Acknowledgement, undo and receipts are those of the version they name; `transmissions.correction`
    says what they mean for the others. `expires_at` and `revision` are one for all versions.
    """

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_person_id_occurred_at", "person_id", "occurred_at"),
        Index("ix_entry_person_id_expires_at", "person_id", "expires_at"),
        Index("ix_entry_person_id_revision", "person_id", "revision"),
        Index("ix_entry_establishment_id_revision", "establishment_id", "revision"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    witness_id: Mapped[uuid.UUID | None]
    # A correction: the first version, the version it corrects, and when. Null in a first version.
    root_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    corrects: Mapped[uuid.UUID | None]
    corrected_at: Mapped[datetime | None]
    # Its place among the versions that stand, and the next one: both follow from the whole chain.
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    superseded_by: Mapped[uuid.UUID | None]
    cible: Mapped[str] = mapped_column(String(100))
    vocabulary: Mapped[int] = mapped_column(Integer)
    importance: Mapped[str] = mapped_column(String(12))
    is_to_read: Mapped[bool] = mapped_column(Boolean)
    is_alarm: Mapped[bool] = mapped_column(Boolean)
    is_incomplete: Mapped[bool] = mapped_column(Boolean)
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    flags: Mapped[list[str] | None] = mapped_column(JSON)
    acknowledged_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    acknowledged_at: Mapped[datetime | None]
    retracted_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class Addition(Base):
    """What was added to a transmission later (Données of an alarm, a result). Sealed (table
    `addition`): as an entry's texts.
    """

    __tablename__ = "addition"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Receipt(Base):
    """That a professional marked a transmission as read; opening it is not reading it."""

    __tablename__ = "receipt"
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    read_at: Mapped[datetime]


class SearchIndex(Base):
    """Up to which revision a person's file is in `SearchBlock`; what is newer is read from its seals."""

    __tablename__ = "search_index"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    revision: Mapped[int] = mapped_column(BigInteger)


class SearchBlock(Base):
    """One month of a person's file as it is searched: folded words, derived and made again at will.

    Sealed under the person's key (table `search_block`), so that it goes with it.
    """

    __tablename__ = "search_block"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    month: Mapped[int] = mapped_column(Integer, primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
