"""Changes that givers acknowledged: kept once each, with the revision that tells it to every tablet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.models import ChangeSeen, PrescriptionLine


def lines_known(
    session: Session,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    line_ids: Iterable[uuid.UUID],
) -> set[uuid.UUID]:
    """Those of these versions that are that person's."""
    query = select(PrescriptionLine.id).where(
        PrescriptionLine.id.in_(set(line_ids)),
        PrescriptionLine.person_id == person_id,
        PrescriptionLine.establishment_id == establishment_id,
    )
    return set(session.scalars(query))


def add(
    session: Session,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    staff_id: uuid.UUID,
    line_ids: Iterable[uuid.UUID],
    at: datetime,
) -> int:
    """Keeps what was not acknowledged yet; returns how many. Two tablets may say it: the first time stays."""
    wanted = set(line_ids)
    before = set(
        session.scalars(
            select(ChangeSeen.line_id).where(
                ChangeSeen.line_id.in_(wanted), ChangeSeen.staff_id == staff_id
            )
        )
    )
    for line_id in sorted(wanted - before):
        session.add(
            ChangeSeen(
                line_id=line_id,
                staff_id=staff_id,
                person_id=person_id,
                establishment_id=establishment_id,
                seen_at=at,
            )
        )
    session.flush()
    return len(wanted - before)
