"""A unit of 28 before its round: one hour, one or two drugs each, labels printed, some pillboxes filled; and what the
server holds of it afterwards."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.persons.models import Absence, Person
from app.areas.persons.queries import persons_of
from app.areas.prescribing.bedside.drugs import drugs_told
from app.areas.prescribing.commands import Draft, Overriding, ReasonsNeeded, prescribe
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.areas.prescribing.queries import doses_of
from app.areas.rounds.containers.commands import create, prepare
from app.areas.rounds.containers.queries import label_text
from app.areas.rounds.kept import Kept, opened
from app.areas.rounds.labels.commands import print_labels
from app.areas.rounds.models import Administration, DoseConflict
from app.gate.auth.actor import Actor
from app.gate.sync.models import Quarantine
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from medication.prescription import Prescribed, Regular, Take
from tests.e2e.people import HOME, staff
from tests.e2e.scanning import LASILIX, SKENAN
from tests.e2e.server import Server

PARIS = ZoneInfo("Europe/Paris")
CLAIRE = Actor(staff("morel"), HOME, "physician", None)
DOLIPRANE = Prescribed(
    "DOLIPRANE 500 mg, comprimé",
    "63368332",
    ("paracetamol",),
    "paracétamol",
    "comprimé",
    "500 mg",
)
DRUGS = {"LASILIX": LASILIX, "DOLIPRANE": DOLIPRANE}
_PAST = timedelta(days=30)


@dataclass(frozen=True)
class Owed:
    """One person of the unit: what her label holds, her doses by drug, and her pillbox if she has one."""

    person: uuid.UUID
    name: str
    label: str
    doses: dict[str, uuid.UUID]
    container: str | None


@dataclass(frozen=True)
class Noon:
    """The round to walk, and the codes (GTIN) of the boxes on the trolley: one of each drug by its name, a generic of
    LASILIX, one that nobody takes."""

    persons: list[Owed]
    boxes: dict[str, str]
    generic: str
    stranger: str


@contextmanager
def beside(server: Server) -> Iterator[tuple[House, Session]]:
    """The server's own database, from beside it."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        yield house, session
    house.close()


def noon(server: Server) -> Noon:
    """Everybody is there, and takes LASILIX in a few minutes; every second person DOLIPRANE as well; every seventh has
    a pillbox."""
    with beside(server) as (house, session):
        people = [one for one in persons_of(session, house, HOME) if one.unit == "Glycines"]
        _empty(session, [one.id for one in people])
        at, now = _in_a_moment(), clock.now()
        for place, one in enumerate(people):
            for drug in list(DRUGS.values())[: 1 + place % 2]:
                _prescribe(session, house, one.id, drug, at)
        labels = print_labels(session, house.vault, CLAIRE, [one.id for one in people], now=now)
        persons = []
        for place, one in enumerate(people):
            doses = _doses(session, one.id)
            held = _pillbox(session, house, one.id, doses) if place % 7 == 3 else None
            persons.append(Owed(one.id, one.name, labels[one.id], doses, held))
        rows = {row["id"]: row for row in drugs_told(current(house), _codes())}
        boxes = {name: "0" + rows[drug.cis]["packs"][0] for name, drug in DRUGS.items()}
        generic, stranger = rows[LASILIX.cis]["generics"][0], rows[SKENAN.cis]["packs"][0]
        return Noon(persons, boxes, f"0{generic}", f"0{stranger}")


def _codes() -> list[str]:
    return [str(drug.cis) for drug in (*DRUGS.values(), SKENAN)]


def _empty(session: Session, people: list[uuid.UUID]) -> None:
    """The demo's own treatments are over, and nobody is away: the round is the same at any hour."""
    past = clock.now() - _PAST
    session.execute(delete(DueDose))
    session.execute(update(PrescriptionLine).values(stopped_at=past, ends_at=past, expires_at=past))
    session.execute(delete(Absence).where(Absence.person_id.in_(people)))
    session.execute(update(Person).where(Person.id.in_(people)).values(presence="present"))


def _in_a_moment() -> str:
    """The hour of the wall in three minutes: what is past is not written any more."""
    return f"{(clock.now() + timedelta(minutes=3)).astimezone(PARIS):%H:%M}"


def _prescribe(
    session: Session, house: House, person: uuid.UUID, drug: Prescribed, at: str
) -> None:
    scheme = Regular((Take(at, Decimal(1)),))
    draft = Draft(drug=drug, route="orale", unit="comprimé", scheme=scheme, giver="helped")
    id, now = new_id(), clock.now()
    try:
        prescribe(session, house, CLAIRE, person, draft, now=now, id=id)
    except ReasonsNeeded as needed:
        reasons = [Overriding(one.identity, "monitored") for one in needed.asked]
        prescribe(session, house, CLAIRE, person, draft, now=now, id=id, overriding=reasons)


def _doses(session: Session, person: uuid.UUID) -> dict[str, uuid.UUID]:
    now = clock.now()
    lines = session.scalars(
        select(PrescriptionLine.id)
        .where(PrescriptionLine.person_id == person, PrescriptionLine.stopped_at.is_(None))
        .order_by(PrescriptionLine.written_at, PrescriptionLine.id)
    )
    due = {one.line: one.id for one in doses_of(session, person, now, now + timedelta(hours=1))}
    return dict(zip(DRUGS, (due[line] for line in lines), strict=False))


def _pillbox(session: Session, house: House, person: uuid.UUID, doses: dict[str, uuid.UUID]) -> str:
    now = clock.now()
    made = create(session, house, CLAIRE, person, "Pilulier du midi", now=now)
    prepare(session, house, CLAIRE, made, list(doses.values()), seen=None, now=now)
    text = label_text(session, house.vault, HOME, made)
    assert text is not None
    return text


def recorded(server: Server, since: datetime) -> list[Kept]:
    """What the server kept of the round."""
    with beside(server) as (house, session):
        rows = session.scalars(select(Administration).where(Administration.received_at >= since))
        return opened(house.vault, rows.all())


def troubles(server: Server) -> int:
    """What somebody would have to look into: disagreements, and what could not be filed."""
    with beside(server) as (_, session):
        counts = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (DoseConflict, Quarantine)
        )
        return sum(counts)
