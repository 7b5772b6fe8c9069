"""Absences of the demo home's persons: those under way, as the record tells them, and those that are planned."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.persons.commands import AbsenceDraft, note_absence
from app.demo.treatments.reading import UNITS, read_unit
from app.demo.treatments.told import AbsenceTold
from app.demo.values import Home
from app.gate.auth.actor import Actor
from app.ground.house import House

_LEFT = {"hospital": "hospitalisation", "outing": "absence-ou-sortie"}
"""The cible under which a departure is told."""


def record_absences(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Each absence noted by the lead nurse; nothing for a home whose treatments are not told."""
    lead = next((one for one in home.staff if one.role == "lead_nurse"), None)
    if lead is None:
        return
    actor = Actor(lead.id, home.id, lead.role, None)
    for person in home.persons:
        left_at = _left_at(home, person.id, person.presence, now)
        if left_at is not None:
            draft = AbsenceDraft(person.presence, left_at)
            note_absence(session, house, actor, person.id, draft, now=now)
    persons = {person.key: person.id for person in home.persons}
    for unit in UNITS:
        for told in read_unit(unit):
            for one in told.absences:
                draft = _planned(one, now.astimezone(ZoneInfo(home.timezone)))
                note_absence(session, house, actor, persons[told.key], draft, now=now)


def _left_at(home: Home, person: UUID, presence: str, now: datetime) -> datetime | None:
    """When somebody who is away left, by the last entry that tells it."""
    told = [
        entry.occurred_at
        for entry in home.entries
        if entry.person == person and entry.cible == _LEFT.get(presence)
    ]
    if presence not in _LEFT:
        return None
    return max(told, default=now - timedelta(hours=6))


def _planned(one: AbsenceTold, today: datetime) -> AbsenceDraft:
    day = today.date() + timedelta(days=one.days)
    from_at = datetime.combine(day, time.fromisoformat(one.begins), today.tzinfo)
    return AbsenceDraft(one.kind, from_at, from_at + one.lasts, one.doses_handed, one.note)
