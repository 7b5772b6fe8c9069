"""Tables of filing: each gesture that filed a document, and each mask that was put on one. What a document is filed as
now, and whom masks keep away now, stand in its own row.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class DocumentFiling(Base):
    """One gesture: `what` is filed, undone or moved (from another person). Sealed (table `document_filing`): title,
    why, `from` (whose file it was in), and `before`: how it was filed until then, so that the last can be undone.
    """

    __tablename__ = "document_filing"
    __table_args__ = (Index("ix_document_filing_document_id_at", "document_id", "at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"))
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str | None] = mapped_column(String(32))
    dated_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    supersedes: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DocumentMask(Base):
    """That a document is hidden from some roles, until it is lifted. Sealed (table `document_mask`): reason."""

    __tablename__ = "document_mask"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    roles: Mapped[list[str]] = mapped_column(JSON)
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
