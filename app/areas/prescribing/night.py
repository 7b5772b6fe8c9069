"""Treatments looked at again, at night and when a fact changed: what is new becomes a task, what is gone closes it.

Facts change while lines do not: an INR, a weight, an allergy noted since, a new version of the reference. Two things
make tasks: alerts that interrupt and that nobody went past, and what the rules of a scheme ask for.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, System, close_for, open_task
from app.areas.follow_ups.queries import is_asked_since
from app.areas.prescribing import overrides
from app.areas.prescribing.alerts_seen import NIGHT, TASK, note
from app.areas.prescribing.checking import judged, raised, standing_of
from app.areas.prescribing.facts import facts_of, knowledge
from app.areas.prescribing.models import AlertSeen
from app.areas.prescribing.tasks import ALERT, RECHECK, about_alert, short
from app.ground.database import take_revision
from app.ground.house import House
from medication.alerts import KINDS, Alert
from medication.asked import asked
from medication.facts import Facts
from medication.safety import check
from medication.tasks import Task

ANSWERED_IN = timedelta(hours=6)
"""Found at night, to be looked at in the morning."""
ASKED_OTHERWISE = frozenset({"inr_high", "patch_not_removed"})
"""Alerts whose rule asks for something itself: one task is enough."""
ASKED_AT_ONCE = frozenset({"patch_lost"})
"""Tasks that the gesture itself asks for, the moment that it is recorded."""
ASKED_BESIDE = frozenset({"resugar", "recheck_glycaemia"})
"""Tasks of a low glycaemia, which whoever stood there may have asked for, and begun."""


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody must look at, as a list tells it."""

    identity: str
    kind: str
    level: str
    stage: str
    says: str
    label: str
    due_at: datetime
    role: str


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
    found = list(_found(session, house, establishment_id, person_id, now))
    opened = 0
    for stage in (NIGHT, TASK):
        here = {one.identity: one for one in found if one.stage == stage}
        for row in note(session, establishment_id, person_id, here.values(), stage, now=now):
            _open(session, house, row, here[row.identity], now)
            opened += 1
        for row in _standing(session, person_id, stage):
            if row.identity not in here:
                _close(session, house, row, now)
    return opened


def _found(
    session: Session, house: House, establishment_id: uuid.UUID, person_id: uuid.UUID, now: datetime
) -> Iterator[Found]:
    lines = judged(standing_of(session, house, person_id, now=now))
    facts = facts_of(session, house, establishment_id, person_id, now=now)
    known = knowledge(session, house, establishment_id)
    held = overrides.held_for(session, person_id)
    for alert in raised(house.vault, person_id, check(lines, facts, known, "validation")):
        is_told = alert.level == "show" or alert.kind in ASKED_OTHERWISE
        if not is_told and alert.identity not in held:
            yield _of_alert(alert, now)
    for task in asked(lines, facts, known):
        if not _is_asked(session, person_id, task, facts):
            yield _of_task(task, house.vault.fingerprint(person_id, task.key))


def _is_asked(session: Session, person_id: uuid.UUID, task: Task, facts: Facts) -> bool:
    """Whether somebody asked for it at the bedside already."""
    if task.kind in ASKED_AT_ONCE:
        return True
    measure = facts.glycaemia
    return (
        task.kind in ASKED_BESIDE
        and measure is not None
        and is_asked_since(session, person_id, RECHECK.name, measure.at)
    )


def _of_alert(alert: Alert, now: datetime) -> Found:
    label = KINDS.get(alert.kind, "")
    due_at = now + ANSWERED_IN
    names = (alert.identity, alert.kind, alert.level)
    return Found(*names, NIGHT, alert.says, label, due_at, "nurse")


def _of_task(task: Task, identity: str) -> Found:
    return Found(identity, task.kind, "show", TASK, task.says, task.label, task.due_at, task.role)


def _open(session: Session, house: House, row: AlertSeen, one: Found, now: datetime) -> None:
    about = Asked(
        due_at=max(one.due_at, now),
        kind=ALERT.name,
        what=short(one.says),
        role=one.role,
        urgent=one.level == "hard_stop",
        label=one.label or None,
        subject=about_alert(row.id),
    )
    system = System(row.establishment_id)
    open_task(session, house.vault, system, about, person_id=row.person_id, now=now)


def _close(session: Session, house: House, row: AlertSeen, now: datetime) -> None:
    row.gone_at = now
    system, subject = System(row.establishment_id), about_alert(row.id)
    close_for(session, house.vault, system, subject, now=now, outcome="not_needed")


def _standing(session: Session, person_id: uuid.UUID, stage: str) -> Sequence[AlertSeen]:
    return session.scalars(
        select(AlertSeen).where(
            AlertSeen.person_id == person_id,
            AlertSeen.stage == stage,
            AlertSeen.gone_at.is_(None),
        )
    ).all()
