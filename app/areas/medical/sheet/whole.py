"""Everything known of one person under the headings of the sheet, from each area that knows it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.medical.known import facts_by_person
from app.areas.medical.records.around import around_given, ins_entry
from app.areas.medical.records.telling import medical_given
from app.areas.observations.queries import Measured, latest
from app.areas.persons.queries import (
    PersonValue,
    contacts_by_person,
    marks_shown,
    statuses_of,
    without_trusted,
)
from app.areas.prescribing.queries import Version, lines_of
from app.gate.directory.structure import establishment_of
from app.ground.house import House
from medication.scheme_words import scheme_words
from transmissions.emergency import Entry, Given, Sheet, sheet_of
from transmissions.emergency.building import LOST, Named, Treated, identity, treatment, with_marks
from transmissions.observations import BY_NAME, SAFETY
from transmissions.observations.wording import sentence


def sheet_about(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person: PersonValue,
    *,
    now: datetime,
) -> Sheet:
    """The sheet of that person, of that home, at that instant."""
    home = establishment_of(session, establishment_id)
    zone = ZoneInfo(home.timezone)
    today = now.astimezone(zone).date()
    facts = facts_by_person(session, house.vault, [person.id]).get(person.id, [])
    contacts = contacts_by_person(session, house.vault, [person.id], now).get(person.id, ())
    lines = lines_of(session, house, person.id, now=now)
    nobody = person.id in without_trusted(session, house.vault, [person.id])
    ins = statuses_of(session, house.vault, [person.id]).get(person.id)
    measured = latest(session, house.vault, [person.id], SAFETY).get(person.id, {})
    given = {
        **medical_given(facts),
        **around_given(contacts, designates_nobody=nobody),
        "identity": identity(_named(person), today, ins_entry(ins) if ins else None),
        "home": _home(home.name, home.finess, person, zone),
        "treatment": treatment(_treated(one, now, zone) for one in _by_name(lines)),
        "measures": _measures(measured, zone),
    }
    marks = [(one.kind, one.text) for one in marks_shown(session, house, person)]
    lost = [(LOST, "")] if person.marks_lost else []
    return sheet_of(with_marks(given, [*lost, *marks]), today)


def _named(person: PersonValue) -> Named:
    return Named(
        person.family_name,
        person.given_name,
        person.used_name,
        person.birth_name,
        person.born_on,
        person.sex,
    )


def _home(name: str, finess: str | None, person: PersonValue, zone: ZoneInfo) -> Given:
    where = ", ".join(word for word in (person.unit, _room(person.room)) if word)
    since = f"depuis le {_day(person.admitted_at, zone):%d/%m/%Y}"
    here = [Entry(where, since)] if where else [Entry("A quitté l’établissement")]
    return Given("said", (Entry(name, f"FINESS {finess}" if finess else ""), *here))


def _room(room: str | None) -> str:
    return f"chambre {room}" if room and room[:1].isdigit() else room or ""


def _by_name(lines: list[Version]) -> list[Version]:
    return sorted(lines, key=lambda one: one.line.drug.label if one.line else "")


def _treated(version: Version, now: datetime, zone: ZoneInfo) -> Treated:
    """The line in the words that tablets have; one whose seal is broken says so in its place."""
    line = version.line
    if line is None:
        return Treated("Ligne illisible", "ne pas donner, appeler l’infirmière")
    coming = _day(version.starts_at, zone) if version.starts_at > now else None
    words = scheme_words(line.scheme, line.unit)
    return Treated(line.drug.label, words, coming, version.pause(now) is not None)


def _measures(measured: dict[str, Measured], zone: ZoneInfo) -> Given:
    entries = []
    for name in SAFETY:
        if name in measured:
            one = measured[name]
            values = {part: format(value, "f") for part, value in one.values.items()}
            words = sentence(BY_NAME[name], values, (), None)
            entries.append(Entry(words, f"le {_day(one.at, zone):%d/%m/%Y}"))
    return Given("said", tuple(entries))


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
