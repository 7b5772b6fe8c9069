"""The home's treatments looked at again each night: what is new becomes a task, what is gone closes its own.

Facts change while lines do not: an INR, a weight, an allergy noted since, a new version of the reference.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, System, close_for, open_task
from app.areas.prescribing import overrides
from app.areas.prescribing.alerts_seen import NIGHT, note
from app.areas.prescribing.checking import ask, judged, standing_of
from app.areas.prescribing.models import AlertSeen
from app.areas.prescribing.tasks import ALERT, about_alert, short
from app.ground.database import take_revision
from app.ground.house import House
from medication.alerts import KINDS, Alert

ANSWERED_IN = timedelta(hours=6)
"""Found at night, to be looked at in the morning."""
ASKING = frozenset({"inr_missing", "patch_not_found", "refusals"})
"""Shown only, and yet somebody must act on them: the other alerts that are shown make no task."""


def check_person(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    now: datetime,
) -> int:
    """Judges a person's treatment again; returns how many tasks were opened. Raises NotFound, NoReference."""
    take_revision(session, establishment_id)
    lines = judged(standing_of(session, house, person_id, now=now))
    raised = ask(session, house, establishment_id, person_id, lines, "validation", now=now)
    held = overrides.held_for(session, person_id)
    found = [one for one in raised if _asks(one) and one.identity not in held]
    fresh = note(session, establishment_id, person_id, found, NIGHT, now=now)
    by_identity = {one.identity: one for one in found}
    for row in fresh:
        _open(session, house, row, by_identity[row.identity], now)
    for row in _gone(session, person_id, by_identity):
        row.gone_at = now
        system, subject = System(establishment_id), about_alert(row.id)
        close_for(session, house.vault, system, subject, now=now, outcome="not_needed")
    return len(fresh)


def _asks(alert: Alert) -> bool:
    return alert.level != "show" or alert.kind in ASKING


def _open(session: Session, house: House, row: AlertSeen, alert: Alert, now: datetime) -> None:
    asked = Asked(
        due_at=now + ANSWERED_IN,
        kind=ALERT.name,
        what=short(alert.says),
        role="nurse",
        urgent=alert.level == "hard_stop",
        label=KINDS.get(alert.kind),
        subject=about_alert(row.id),
    )
    system = System(row.establishment_id)
    open_task(session, house.vault, system, asked, person_id=row.person_id, now=now)


def _gone(session: Session, person_id: uuid.UUID, standing: Collection[str]) -> Sequence[AlertSeen]:
    rows = session.scalars(
        select(AlertSeen).where(
            AlertSeen.person_id == person_id,
            AlertSeen.stage == NIGHT,
            AlertSeen.gone_at.is_(None),
        )
    )
    return [row for row in rows if row.identity not in standing]
