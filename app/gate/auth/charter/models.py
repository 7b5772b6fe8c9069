"""The table of who accepted the charter."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class CharterAcceptance(Base):
    """That a professional read and accepted one version of the charter, on a tablet (`device_id`) or at a desk.

    Said twice, the first counts. `digest` is the SHA-256 of the text of that version.
    """

    __tablename__ = "charter_acceptance"
    __table_args__ = (Index("ix_charter_acceptance_staff_id_version", "staff_id", "version"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("device.id"))
    accepted_at: Mapped[datetime]
    received_at: Mapped[datetime]
