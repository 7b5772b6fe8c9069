"""What erasing a person takes from the prescriptions: every version, every dose, whatever was said about them."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import ERASERS
from app.areas.prescribing.models import (
    AlertOverride,
    AlertSeen,
    ChangeSeen,
    DoseHorizon,
    DueDose,
    LineControl,
    LineQuestion,
    OrderSignature,
    PrescriptionLine,
    Transcription,
)

_KEPT = (
    *(ChangeSeen, AlertSeen, AlertOverride, LineQuestion, OrderSignature, LineControl),
    *(Transcription, DueDose, DoseHorizon, PrescriptionLine),
)
"""What leans on a version goes before it."""


def erase_prescriptions(session: Session, person_id: uuid.UUID) -> None:
    """Deletes what was prescribed to the person, and what follows from it."""
    for table in _KEPT:
        session.execute(
            delete(table)
            .where(table.person_id == person_id)
            .execution_options(synchronize_session=False)
        )


if erase_prescriptions not in ERASERS:
    ERASERS.append(erase_prescriptions)
