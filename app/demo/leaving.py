"""The absences that the files of treatments plan, their doses handed over or not: a birthday, a night at the hospital.
Those that the record tells of are in `absences.py`."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.persons.commands import AbsenceDraft, note_absence
from app.demo.treatments.reading import UNITS, read_unit
from app.demo.treatments.told import AbsenceTold
from app.demo.values import Home
from app.gate.auth.actor import Actor
from app.ground.house import House


def plan_absences(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Each noted by the lead nurse; nothing for a home whose treatments are not told."""
    lead = next((one for one in home.staff if one.role == "lead_nurse"), None)
    if lead is None:
        return
    actor = Actor(lead.id, home.id, lead.role, None)
    persons = {person.key: person.id for person in home.persons}
    for unit in UNITS:
        for told in read_unit(unit):
            for one in told.absences:
                draft = _planned(one, now.astimezone(ZoneInfo(home.timezone)))
                note_absence(session, house, actor, persons[told.key], draft, now=now)


def _planned(one: AbsenceTold, today: datetime) -> AbsenceDraft:
    day = today.date() + timedelta(days=one.days)
    from_at = datetime.combine(day, time.fromisoformat(one.begins), today.tzinfo)
    return AbsenceDraft(one.kind, from_at, from_at + one.lasts, one.doses_handed, one.note)
