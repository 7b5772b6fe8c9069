"""(ap) The list of 500 persons at a desk, and a name sought by any part of it, on a running server: every name is
opened from its seal at each request, since nothing of it is kept in clear.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import select

from app.areas.persons.commands import admit, edit_marks
from app.areas.persons.models import Person
from app.demo import names
from app.gate.auth.actor import Actor
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.tenancy import acting_for_every
from bench.cpu import milliseconds, web_processes
from bench.crew import muster
from bench.desk import Desk
from bench.site import Site, running
from bench.table import Figure, at_most, percentile

PERSONS, ROUNDS, WARM = 500, 60, 8
_PATH, _PART = "/bureau/personnes", "ber"
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_ROW = "data-row="
_MARKS = (("falls", ""), ("allergy", "Pénicilline"), ("diabetes", ""))


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        with httpx.Client(base_url=site.origin) as client:
            desk = Desk(client, dict(tablet.connection.cookies))
            missing = PERSONS - desk.ask("GET", _PATH)[1].count(_ROW)
            _fill(site, UUID(tablet.rows.persons()[0]["id"]), missing)
            page = desk.ask("GET", _PATH)[1]
            token, shown = _TOKEN.findall(page)[0], page.count(_ROW)
            listed = _timed(site, lambda: desk.ask("GET", _PATH)[0])
            asked = {"q": _PART, "csrf_token": token}
            sought = _timed(site, lambda: desk.ask("POST", _PATH, asked)[0])
            found = desk.ask("POST", _PATH, asked)[1].count(_ROW)
        crew.close()
    if shown < PERSONS or not 0 < found < shown:
        raise RuntimeError(f"{shown} persons are listed of {PERSONS}, and {found} found")
    return [
        _figure(f"a list of {shown} persons", *listed),
        _figure(f"« {_PART} » sought among them, {found} found", *sought),
    ]


def _timed(site: Site, ask: Callable[[], float]) -> tuple[list[float], float]:
    """The milliseconds of each request once each worker has the keys, and what the processor spent on one."""
    for _ in range(WARM):
        ask()
    web = web_processes(site.pid)
    before = milliseconds(web)
    spent = [ask() for _ in range(ROUNDS)]
    return spent, (milliseconds(web) - before) / ROUNDS


def _figure(what: str, spent: list[float], processor: float) -> Figure:
    detail = f"p50 {percentile(spent, 0.5):.0f} ms; {processor:.0f} ms of processor each"
    return at_most("ap", f"{what}, p95", percentile(spent, 0.95), 50, "ms", detail)


def _fill(site: Site, beside: UUID, missing: int) -> None:
    """So many more persons, in the unit of one who is on the tablet."""
    house, now, chance = site.house(), clock.now(), random.Random(500)
    with acting_for_every(), house.database.write() as session:
        one = session.get_one(Person, beside)
        home, unit_id = one.establishment_id, one.unit_id
        author = session.scalars(select(Staff.id).where(Staff.establishment_id == home)).first()
        assert author is not None
        leader = Actor(author, home, "lead_nurse", None)
        for _ in range(missing):
            identity = {
                "family_name": f"{chance.choice(names.FAMILIES)}-{chance.choice(names.FAMILIES)}",
                "given_name": chance.choice(names.WOMEN),
                "used_name": None,
                "birth_name": chance.choice(names.BIRTH_FAMILIES),
                "born_on": date(1928, 1, 1) + timedelta(days=chance.randrange(6000)),
                "sex": "F",
            }
            row = admit(
                session,
                house,
                leader,
                identity,
                unit_id=unit_id,
                room_id=None,
                admitted_at=now,
                is_someone_else=True,
                now=now,
            )
            marks = _MARKS[: chance.randrange(len(_MARKS) + 1)]
            edit_marks(session, house, leader, row.id, marks, now=now)
    house.close()
