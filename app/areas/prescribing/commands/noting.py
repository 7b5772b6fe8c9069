"""Noting which alerts were raised, so that a pharmacist sees how many were followed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.prescribing.alerts_seen import note
from app.gate.audit.record import Doer, record
from medication.alerts import Alert


def note_shown(
    session: Session,
    actor: Doer,
    person_id: uuid.UUID,
    alerts: Iterable[Alert],
    stage: str,
    *,
    now: datetime,
) -> None:
    """Alerts were shown to somebody who had written nothing yet: what they then change is an alert followed.

    For the transaction that follows `ReasonsNeeded` or `HardStopped`, whose own was undone.
    """
    shown = list(alerts)
    note(session, actor.establishment_id, person_id, shown, stage, now=now)
    detail = {"stage": stage, "count": len(shown)}
    record(session, "alert.shown", at=now, actor=actor, person_id=person_id, detail=detail)
