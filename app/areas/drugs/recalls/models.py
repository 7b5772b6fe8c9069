"""The table of recalls: one row for each pack and batch, which ends and is never deleted."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned


class BatchRecall(Revisioned, Base):
    """One pack recalled since a day, in one batch or in all of them (`batch` is null).

    `gtin` has 14 digits, `cip13` is there for French packs; `label` says the pack as its reader knew it that day.
    `source` is who asked for it: the ANSM, the laboratory, the pharmacy.
    """

    __tablename__ = "batch_recall"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    cip13: Mapped[str | None] = mapped_column(String(13))
    gtin: Mapped[str] = mapped_column(String(14))
    label: Mapped[str] = mapped_column(String(300))
    batch: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(120))
    since: Mapped[date] = mapped_column(Date())
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    ended_on: Mapped[date | None] = mapped_column(Date())
    ended_why: Mapped[str | None] = mapped_column(String(300))
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
