"""Tables of documents. Bytes lie elsewhere, as ciphertext under their own hash; here are the keys that open them,
sealed under the person's.

Whoever changes a document goes through `take_revision` first: what is read then stays true until the commit.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class Document(Revisioned, Base):
    """One document; its id is the id of the command that named it. Sealed (table `document`): note, and why it was
    withdrawn.

    `state` is waiting (for parts), received (for the check), checked or refused. `filed_at` is null while it is to be
    filed, `kind` may be known before. `owner_id` is who is to file it. `hidden_from` lists the roles that a mask keeps
    away. `is_needed`: something in force names it. `expires_at` is until when tablets keep it, null for no end.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_person_id_captured_at", "person_id", "captured_at"),
        Index("ix_document_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_document_establishment_id_filed_at", "establishment_id", "filed_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(String(12), index=True)
    source: Mapped[str] = mapped_column(String(8))
    parts: Mapped[int] = mapped_column(Integer)
    captured_at: Mapped[datetime]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    wound_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    # How it is filed, as of the last filing.
    kind: Mapped[str | None] = mapped_column(String(32))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    filed_at: Mapped[datetime | None]
    filed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    dated_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    supersedes: Mapped[uuid.UUID | None]
    superseded_by: Mapped[uuid.UUID | None]
    hidden_from: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    is_needed: Mapped[bool] = mapped_column(Boolean, default=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class DocumentPart(Base):
    """One photo or file of a document, `no` from 1. `name` is the SHA-256 of its ciphertext, `size` its bytes.

    `state` is awaited, received, checked or refused (`reason` is a code then); `antivirus` not_checked, clean or
    infected; `tries` counts the checks begun, `begun_at` is when the one that
    goes on did. Sealed (table `document_part`): key, iv, mime, plain, width, height,
    corners, bw.
    """

    __tablename__ = "document_part"
    __table_args__ = (Index("ix_document_part_establishment_id_name", "establishment_id", "name"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    no: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(12), index=True)
    reason: Mapped[str | None] = mapped_column(String(32))
    antivirus: Mapped[str] = mapped_column(String(12), default="not_checked")
    tries: Mapped[int] = mapped_column(Integer, default=0)
    begun_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DocumentPage(Base):
    """One image to look at, `no` from 1 within its part. `legible` and `thumb` are the names of two blobs.

    Sealed (table `document_page`): legible and thumb {key, iv}, width, height, text.
    """

    __tablename__ = "document_page"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    part_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document_part.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    no: Mapped[int] = mapped_column(Integer)
    legible: Mapped[str] = mapped_column(String(64))
    thumb: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Upload(Base):
    """What one device sends under one name: how much it said there is, and when all of it was here and had its hash.

    What came so far lies with the blobs, until the row expires or the part is whole.
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_establishment_id_name", "establishment_id", "name"),)
    device_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    size: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
