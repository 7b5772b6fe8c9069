"""The whole demo world at a moment: two homes, their people, two weeks of their record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.demo import places
from app.demo.chronicle import written_by
from app.demo.corrections import corrections_of, read_by_then
from app.demo.due import due_after
from app.demo.duty import plan
from app.demo.persons import people
from app.demo.reading_marks import receipts_of
from app.demo.roster import Roster
from app.demo.scribe import Setting
from app.demo.staff import bellevue_staff, tilleuls_staff
from app.demo.values import Home, Person, StaffMember, Unit, World, demo_id
from transmissions.vocabulary_csv import starting_vocabulary

RARE_ALARMS = {"chute": 6, "fausse-route": 2, "fugue": 1}
"""How many of each happen in the stories of two weeks, besides those that situations bring."""


def build(now: datetime) -> World:
    """The world at `now` (aware). The same moment gives the same world; another minute of the same
    half-day changes only what has happened since."""
    zone = ZoneInfo(places.TIMEZONE)
    units = places.TILLEULS_UNITS + places.BELLEVUE_UNITS
    everybody = tuple(people(units, places.rooms_of(units), now=now, zone=zone))
    tilleuls = _home(
        "tilleuls", "Résidence Les Tilleuls", "990000010", places.TILLEULS_UNITS,
        tilleuls_staff(), everybody, now, zone,
    )  # fmt: skip
    bellevue = _home(
        "bellevue", "Résidence Bellevue", "990000028", places.BELLEVUE_UNITS,
        bellevue_staff(), everybody, now, zone,
    )  # fmt: skip
    return World((tilleuls, bellevue), now)


def _home(
    key: str,
    name: str,
    finess: str,
    units: tuple[Unit, ...],
    staff: tuple[StaffMember, ...],
    everybody: tuple[Person, ...],
    now: datetime,
    zone: ZoneInfo,
) -> Home:
    shifts = plan(staff, {unit.key: unit.id for unit in units}, now=now, zone=zone)
    persons = tuple(p for p in everybody if p.unit in {unit.key for unit in units})
    roster = Roster(staff, shifts, units)
    setting = Setting(roster, starting_vocabulary(), now, zone, dict(RARE_ALARMS))
    written = written_by(persons, setting)
    entries = tuple(entry for entry, _ in written)
    corrections = {one.entry: one for one in corrections_of(entries, now=now)}
    receipts = receipts_of(entries, persons, roster, now=now)
    return Home(
        id=demo_id("home", key),
        key=key,
        name=name,
        kind="nursing_home",
        timezone=places.TIMEZONE,
        finess=finess,
        units=units,
        rooms=places.rooms_of(units),
        staff=staff,
        shifts=shifts,
        persons=persons,
        entries=entries,
        additions={entry.id: additions for entry, additions in written if additions},
        receipts=tuple(read_by_then(receipts, corrections, now=now)),
        corrections=corrections,
        follow_ups=tuple(due_after(entries, persons, roster, now=now, zone=zone)),
    )
