"""(aj) A person's list of 200 documents at a desk, on a running server: the page, and the small pictures that it shows
first. Each picture is a request of its own, opened from its sealed file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import select

from app.areas.persons.models import Person
from app.gate.auth.actor import Actor
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from bench.crew import muster
from bench.desk import Desk
from bench.site import Site, running
from bench.table import Figure, at_most, percentile
from tests.areas.documents.papers import Papers

DOCUMENTS, ROUNDS = 200, 40
_KINDS = ("ordonnance", "compte_rendu", "biologie", "courrier", None)
_THUMB = re.compile(r'<span class="doc-thumb[^>]*><img src="([^"]+)"')


@dataclass(frozen=True)
class _Home:
    """What `Papers` needs of a home."""

    house: House
    id: UUID
    leader: Actor


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site, 1)
        tablet = crew.tablets[0]
        person = tablet.rows.persons()[0]["id"]
        _file_many(site, UUID(person))
        with httpx.Client(base_url=site.origin) as client:
            desk = Desk(client, dict(tablet.connection.cookies))
            path = f"/bureau/personnes/{person}/documents"
            shown = _THUMB.findall(desk.ask("GET", path)[1])
            pages = [desk.ask("GET", path)[0] for _ in range(ROUNDS)]
            thumbs = [desk.ask("GET", one)[0] for one in shown[:ROUNDS]]
        crew.close()
    if len(shown) < DOCUMENTS:
        raise RuntimeError(f"{len(shown)} pictures are shown of {DOCUMENTS}")
    detail = f"p50 {percentile(pages, 0.5):.0f} ms, longest {max(pages):.0f} ms; pictures are asked for as one scrolls"
    small = f"p50 {percentile(thumbs, 0.5):.1f} ms"
    return [
        at_most("aj", "a list of 200 documents, p95", percentile(pages, 0.95), 100, "ms", detail),
        at_most("aj", "one of its small pictures, p95", percentile(thumbs, 0.95), 40, "ms", small),
    ]


def _file_many(site: Site, person: UUID) -> None:
    house, now = site.house(), clock.now()
    with acting_for_every(), house.database.read() as session:
        home = session.scalars(select(Person.establishment_id).where(Person.id == person)).one()
    leader = Actor(_author(house, home), home, "lead_nurse", None)
    papers = Papers(_Home(house, home, leader), person)  # type: ignore[arg-type]
    with acting_for_every():
        for no in range(DOCUMENTS):
            papers.add(_KINDS[no % len(_KINDS)], at=now - timedelta(hours=no))
    house.close()


def _author(house: House, home: UUID) -> UUID:
    with acting_for_every(), house.database.read() as session:
        return session.scalars(select(Staff.id).where(Staff.establishment_id == home)).first()  # type: ignore[return-value]
