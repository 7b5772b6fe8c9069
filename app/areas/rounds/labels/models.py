"""Labels of persons. The text of a code opens who somebody is: it is sealed, and looked up by its digest alone."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class PersonLabel(Revisioned, Base):
    """One label of a person; the one that holds has no `revoked_at`. Sealed (table `person_label`): text, for reprints.

    `why` it holds no more: lost (another took its place). That of somebody who left opens nothing: tablets know the
    labels of those who live there.
    """

    __tablename__ = "person_label"
    __table_args__ = (Index("ix_person_label_person_id_revoked_at", "person_id", "revoked_at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    issued_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[str | None] = mapped_column(String(12))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
