"""Tables of medical facts, and of what a home sets. What is said about a person is sealed under that person's key."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class MedicalFact(Base):
    """One version of something known about a person; the last one of a chain has no `superseded_at`.

    `kind`: allergy; no_allergy ("aucune allergie connue", which is an answer); allergy_words (what became of a mark
    written in words); swallowing; restriction (who may give to her, at the widest); no_antecedent and the kinds of
    `records.kinds`.
    `state`: in_force, withdrawn. Sealed (table `medical_fact`): the members that
    `facts.py` or `records.kinds` names for the kind, and reason (why it was changed or withdrawn, or null).
    """

    __tablename__ = "medical_fact"
    __table_args__ = (
        Index("ix_medical_fact_person_id_superseded_at", "person_id", "superseded_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(index=True)
    version: Mapped[int]
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class MedicationSettings(Base):
    """What a home set of `medication.settings`, one row each time it changed; the last one holds.

    `values` has only what differs from the product's defaults, as `Settings.to_json` writes it.
    """

    __tablename__ = "medication_settings"
    __table_args__ = (
        Index(
            "ix_medication_settings_establishment_id_written_at", "establishment_id", "written_at"
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
