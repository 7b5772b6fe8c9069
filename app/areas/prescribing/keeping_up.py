"""What the worker keeps up with for every home: doses written ahead, treatments judged again, controls asked for.

A few persons a transaction: nobody at the bedside waits for a whole home. Each may be run again at any time.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.areas.drugs.queries import NoReference
from app.areas.medical.queries import settings_of
from app.areas.observations.queries import changed_since as measured_since
from app.areas.persons.queries import changed_since, ids_of
from app.areas.prescribing.materialising import rematerialise
from app.areas.prescribing.night import check_person
from app.areas.prescribing.transcribing.leaning import lean_again
from app.areas.rounds.queries import administered_since
from app.gate.directory.models import Establishment
from app.ground import logs
from app.ground.database import RevisionCounter
from app.ground.errors import NotFound
from app.ground.facts import get_fact, set_fact
from app.ground.house import House

AT_ONCE = 20
NIGHT_FROM = 2
"""The hour from which a home's night check is due; where the worker slept then, it is made up for later."""
_log = logs.logger("chevet.prescribing")


def materialise_homes(house: House, *, now: datetime) -> int:
    """Writes the doses of the seven days to come in every home; returns how many rows changed."""
    return sum(_materialise(house, home, now) for home in _homes(house))


def check_homes(house: House, *, now: datetime) -> int:
    """Judges every treatment again where today's night check is due; returns how many tasks were opened."""
    return sum(_unless_unknown(_check, house, home, now) for home in _homes(house))


def watch_homes(house: House, *, now: datetime) -> int:
    """Judges again whoever a measure was taken of, a fact noted about, or who refused, since it was last asked."""
    return sum(_unless_unknown(_watch, house, home, now) for home in _homes(house))


def lean_homes(house: House, *, now: datetime) -> int:
    """Lets documents go that only lines which have ended name; returns of how many that changed."""
    return sum(_lean(house, home, now) for home in _homes(house))


def _lean(house: House, home: uuid.UUID, now: datetime) -> int:
    with house.database.write() as session:
        return lean_again(session, home, now=now)


def _unless_unknown(
    keep_up: Callable[[House, uuid.UUID, datetime], int],
    house: House,
    home: uuid.UUID,
    now: datetime,
) -> int:
    """Without a drug reference nothing can be judged: it is asked again until there is one."""
    try:
        return keep_up(house, home, now)
    except NoReference:
        _log.warning("treatments_not_checked", reason="no_drug_reference")
        return 0


def _materialise(house: House, home: uuid.UUID, now: datetime) -> int:
    persons = _persons(house, home)
    changed = 0
    for start in range(0, len(persons), AT_ONCE):
        with house.database.write() as session:
            some = persons[start : start + AT_ONCE]
            changed += rematerialise(session, house, home, some, now=now)
    return changed


def _check(house: House, home: uuid.UUID, now: datetime) -> int:
    with house.database.read() as session:
        local = now.astimezone(ZoneInfo(settings_of(session, home).zone))
        is_done = get_fact(session, _checked(home)) == local.date().isoformat()
    if is_done or local.hour < NIGHT_FROM:
        return 0
    opened = _judge(house, home, _persons(house, home), now)
    with house.database.write() as session:
        set_fact(session, _checked(home), local.date().isoformat())
    return opened


def _watch(house: House, home: uuid.UUID, now: datetime) -> int:
    with house.database.read() as session:
        seen = get_fact(session, _watched(home))
        last = session.scalar(
            select(RevisionCounter.value).where(RevisionCounter.establishment_id == home)
        )
        if last is None or seen == str(last):
            return 0
        since = last if seen is None else int(seen)
        changed = measured_since(session, home, since) | changed_since(session, home, since)
        changed |= administered_since(session, home, since, asking=True)
    opened = _judge(house, home, sorted(changed), now)
    with house.database.write() as session:
        set_fact(session, _watched(home), str(last))
    return opened


def _judge(house: House, home: uuid.UUID, persons: Iterable[uuid.UUID], now: datetime) -> int:
    opened = 0
    for person in persons:
        try:
            with house.database.write() as session:
                opened += check_person(session, house, home, person, now=now)
        except NotFound:
            continue  # erased or gone since the list was read
    return opened


def _homes(house: House) -> list[uuid.UUID]:
    with house.database.read() as session:
        return list(session.scalars(select(Establishment.id).order_by(Establishment.id)))


def _persons(house: House, home: uuid.UUID) -> list[uuid.UUID]:
    with house.database.read() as session:
        return sorted(ids_of(session, home))


def _checked(home: uuid.UUID) -> str:
    return f"checked:{home.hex}"


def _watched(home: uuid.UUID) -> str:
    return f"watched:{home.hex}"
