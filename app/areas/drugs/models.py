"""The versions of the drug reference: facts published by the ANSM, about no person and no home."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class DrugReference(Base):
    """One version, which never changes. The one in use is the one put in use last.

    `packed` is what `medication.reference_bytes` makes (about a megabyte); `digest` is its SHA-256;
    `report` says how the import went, as `app.areas.drugs.report` writes it.
    """

    __tablename__ = "drug_reference"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(60), unique=True)
    bdpm_on: Mapped[date] = mapped_column(Date())
    thesaurus_on: Mapped[date] = mapped_column(Date())
    digest: Mapped[str] = mapped_column(String(64))
    packed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    report: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    imported_at: Mapped[datetime]
    used_since: Mapped[datetime | None]
