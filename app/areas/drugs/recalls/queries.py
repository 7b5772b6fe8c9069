"""Recalls read: those that hold, those that are past, and the rule's own values."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.drugs.recalls.models import BatchRecall
from medication.recalls import Recall


def recalls_at(session: Session, establishment_id: uuid.UUID, on: date) -> list[Recall]:
    """What holds in that home on that day, as `medication.recalls.recall_of` takes it."""
    rows = session.scalars(
        select(BatchRecall).where(
            BatchRecall.establishment_id == establishment_id,
            BatchRecall.since <= on,
            or_(BatchRecall.ended_on.is_(None), BatchRecall.ended_on > on),
        )
    )
    names = ("id", "cip13", "gtin", "batch", "reason", "since", "ended_on")
    return [Recall(**{name: getattr(row, name) for name in names}) for row in rows]


def all_recalls(session: Session, establishment_id: uuid.UUID) -> Sequence[BatchRecall]:
    """Every recall of the home, the latest first."""
    return session.scalars(
        select(BatchRecall)
        .where(BatchRecall.establishment_id == establishment_id)
        .order_by(BatchRecall.since.desc(), BatchRecall.written_at.desc(), BatchRecall.id.desc())
    ).all()
