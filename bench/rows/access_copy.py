"""(ak) The copy of one year of one person, as the worker makes it: gathered, drawn, its pages as pictures, sealed.

The year: 5.2 transmissions a day, as a home writes them, ten doses and two measures a day, two papers a month.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import Session

import app.exporters  # noqa: F401 - what leaves with a person
from app.areas.observations.models import Observation
from app.areas.privacy.copies import ask_copy, flagged
from app.areas.privacy.making import make_copy
from app.areas.privacy.models import AccessCopy, RightsRequest
from app.areas.privacy.reading import gather
from app.areas.rounds.models import Administration
from app.gate.auth.actor import Actor
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from bench import decade
from bench.rows.documents_list import _Home
from bench.site import Site, prepared
from bench.table import Figure, at_least, at_most
from tests.areas.documents.papers import Papers

DAYS, DOSES, MEASURES, PAPERS = 365, 10, 2, 24


def run(folder: Path) -> list[Figure]:
    house = Site(prepared(folder, {})).house()
    with acting_for_every():
        home, person, leader = _whom(house)
        _fill(house, person, leader)
        copy, lines = _ask(house, home, person, leader)
        heard = _listen(house)
        started, worked = time.monotonic(), time.process_time()
        state = make_copy(house, copy, now=clock.now())
        took, worked = time.monotonic() - started, time.process_time() - worked
        with house.database.read() as session:
            size = session.get_one(AccessCopy, copy).size or 0
    house.close()
    if state != "ready":
        raise RuntimeError(state)
    detail = f"{worked:.1f} s of processor; {lines:,} lines, {PAPERS} papers, {size / 1e6:.1f} MB"
    return [
        at_most("ak", "the copy of one year of one person, in a job", took, 20, "s", detail),
        at_least("ak", "times that job says how far it is", len(heard), 10, ""),
    ]


def _whom(house: House) -> tuple[UUID, UUID, Actor]:
    """The fullest treatment of the demo home, whose doses are copied over the year."""
    with house.database.read() as session:
        home, person = session.execute(
            select(Administration.establishment_id, Administration.person_id)
            .group_by(Administration.establishment_id, Administration.person_id)
            .order_by(func.count().desc(), Administration.person_id)
        ).first()  # type: ignore[misc]
        wanted = select(Staff.id).where(Staff.establishment_id == home, Staff.role == "lead_nurse")
        return home, person, Actor(session.scalars(wanted).first(), home, "lead_nurse", None)  # type: ignore[arg-type]


def _fill(house: House, person: UUID, leader: Actor) -> None:
    now = clock.now()
    decade.load(house, person, now=now, years=1)
    with house.database.write() as session:
        for kind, day in ((Administration, DOSES), (Observation, MEASURES)):
            rows = list(_over_a_year(session, house, kind, person, day, now))
            session.connection().execute(insert(kind), rows)
    papers = Papers(_Home(house, leader.establishment_id, leader), person, side=1_500)  # type: ignore[arg-type]
    for no in range(PAPERS):
        papers.add("compte_rendu", at=now - timedelta(days=15 * no))


def _over_a_year(
    session: Session, house: House, kind: type[Any], person: UUID, day: int, now: datetime
) -> Iterator[dict[str, Any]]:
    """The rows of that table about a person, again and again, so many a day."""
    names = [one.key for one in inspect(kind).column_attrs]
    rows = session.scalars(select(kind).where(kind.person_id == person)).all()
    said = [house.vault.open(person, kind.__tablename__, one.id, one.sealed) for one in rows]
    when = [one for one in ("at", "taken_at", "occurred_at", "received_at") if one in names]
    for no in range(DAYS * day):
        row, id = rows[no % len(rows)], new_id()
        at = now - timedelta(days=DAYS) + no * timedelta(days=1) / day
        sealed = house.vault.seal(person, kind.__tablename__, id, said[no % len(rows)])
        told = {name: getattr(row, name) for name in names if name != "dose_id"}
        yield {**told, **dict.fromkeys(when, at), "id": id, "sealed": sealed}


def _ask(house: House, home: UUID, person: UUID, leader: Actor) -> tuple[UUID, int]:
    """A copy asked for by the person, everything flagged having been looked at; and how many lines it has."""
    now = clock.now()
    with house.database.write() as session:
        gathered = gather(session, house.vault, home, person)
        found = flagged(session, house, gathered, home)
        id = new_id()
        session.add(
            RightsRequest(
                id=id,
                establishment_id=home,
                person_id=person,
                right="access",
                asker="person",
                received_on=now.date(),
                answer_by=now.date(),
                is_identified=True,
                recorded_at=now,
                recorded_by=leader.staff_id,
                sealed=house.vault.seal(
                    person, "rights_request", id, {"asker_name": "Jeanne", "words": "Mon dossier"}
                ),
            )
        )
        session.flush()
        seen = [one.key for one in found]
        row = ask_copy(
            session, house, leader, id, seen=[*seen, f"rights_request:{id}"], withheld=[], now=now
        )
        told = sum(
            len(rows) for name, rows in gathered.rows.items() if name not in ("dose", "receipt")
        )
        return row.id, told


def _listen(house: House) -> list[str]:
    """What the job writes about itself while it goes on."""
    heard: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE access_copy SET done"):
            heard.append(statement)

    event.listen(house.database.engine, "before_cursor_execute", hear)
    return heard
