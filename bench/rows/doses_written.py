"""(ac) Seven days of doses written for a whole home: the lines of row ab for 80 persons, sealed, on SQLite with FULL.

Opening 640 seals, unfolding, comparing with what is kept and one transaction: all of it. Then the same when nothing is
missing, which is what the hourly job finds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.persons.commands import admit
from app.areas.prescribing.commands import rematerialise
from app.areas.prescribing.models import DoseHorizon, DueDose
from app.areas.prescribing.rows import line_row
from app.gate.auth.actor import Actor
from app.gate.directory import commands as directory
from app.ground.config import load_settings
from app.ground.house import House, open_house
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from app.migrations.run import upgrade
from bench.rows.expanding import PERSONS, WINDOW, lines_of
from bench.table import Figure, at_most, middle
from medication.settings import Settings

ROUNDS = 5
NOW = WINDOW[0]


def run(folder: Path) -> list[Figure]:
    with acting_for_every():
        house = _house(folder)
        actor, persons = _home(house)
        _lines(house, actor, persons)
        written = [_ms(house, actor, persons, _from_nothing) for _ in range(ROUNDS)]
        again = [_ms(house, actor, persons, _as_it_is) for _ in range(ROUNDS)]
        house.close()
    what = "seven days of doses, 80 persons × 8 lines"
    rows = max(count for _, count in written)
    assert max(count for _, count in again) == 0
    detail = f"{rows:,} rows in one transaction; slowest {max(took for took, _ in written):.0f} ms"
    first, steady = (middle([took for took, _ in some]) for some in (written, again))
    return [
        at_most("ac", f"{what}, written", first, 1000, "ms", detail),
        at_most("ac", f"{what}, nothing missing", steady, 1000, "ms"),
    ]


def _ms(
    house: House, actor: Actor, persons: list[UUID], prepare: Callable[[House], None]
) -> tuple[float, int]:
    prepare(house)
    started = time.perf_counter()
    with house.database.write() as session:
        count = rematerialise(session, house, actor.establishment_id, persons, now=NOW)
    return (time.perf_counter() - started) * 1000, count


def _from_nothing(house: House) -> None:
    with house.database.write() as session:
        for table in (DueDose, DoseHorizon):
            session.execute(delete(table).execution_options(synchronize_session=False))


def _as_it_is(_house: House) -> None:
    """Nothing was changed since."""


def _house(folder: Path) -> House:
    key = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY="
    settings = load_settings(
        {"CHEVET_INSTANCE": str(folder), "MASTER_KEY": key, "ORIGIN": "http://localhost:8000"}
    )
    upgrade(settings)
    return open_house(settings)


def _home(house: House) -> tuple[Actor, list[UUID]]:
    with house.database.write() as session:
        home = directory.create_establishment(
            session, house, name="Banc", kind="nursing_home", now=NOW
        )
        nurse = directory.create_staff(
            session,
            house,
            None,
            establishment_id=home.id,
            given_name="Nadia",
            family_name="Martin",
            role="nurse",
            now=NOW,
        )
        actor = Actor(nurse.id, home.id, "nurse", None)
        unit = directory.create_unit(session, actor, name="Glycines", now=NOW)
        session.flush()
        persons = [_person(session, house, actor, unit.id, number) for number in range(PERSONS)]
    return actor, persons


def _person(session: Session, house: House, actor: Actor, unit: UUID, number: int) -> UUID:
    identity: dict[str, Any] = {
        "family_name": f"Petit-{number}",
        "given_name": "Jeanne",
        "sex": "F",
    }
    identity |= {"used_name": None, "birth_name": None, "born_on": NOW.date().replace(year=1936)}
    row = admit(
        session,
        house,
        actor,
        identity,
        unit_id=unit,
        room_id=None,
        admitted_at=NOW,
        now=NOW,
    )
    id: UUID = row.id
    return id


def _lines(house: House, actor: Actor, persons: list[UUID]) -> None:
    with house.database.write() as session:
        for number, person in enumerate(persons):
            for line in lines_of(number):
                id = new_id()
                mine = replace(line, person=person, id=id, chain=id)
                row = line_row(
                    house.vault, actor, mine, kind="prescribed", settings=Settings(), now=NOW
                )
                session.add(row)
