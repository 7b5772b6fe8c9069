"""Acknowledging what changed, at a desk; tablets say it by `prescription.change_seen`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.prescribing import seen
from app.gate.audit.record import Doer, record
from app.ground.database import take_revision
from app.ground.errors import NotFound


def see_change(
    session: Session,
    actor: Doer,
    person_id: uuid.UUID,
    line_ids: Sequence[uuid.UUID],
    *,
    now: datetime,
) -> None:
    """The actor has read what these versions change. Raises NotFound for what is not that person's."""
    home = actor.establishment_id
    take_revision(session, home)
    if seen.lines_known(session, home, person_id, line_ids) != set(line_ids):
        raise NotFound()
    if seen.add(session, home, person_id, actor.staff_id, line_ids, now):
        record(session, "prescription.change_seen", at=now, actor=actor, person_id=person_id)
