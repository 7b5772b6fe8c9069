"""What is scanned in tests: labels that were printed, boxes of the drugs prescribed, and a reader that types."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from playwright.sync_api import Page
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.persons.queries import persons_of
from app.areas.prescribing.bedside.drugs import drugs_told
from app.areas.prescribing.commands import Draft, Overriding, ReasonsNeeded, prescribe
from app.areas.prescribing.models import DueDose
from app.areas.prescribing.queries import doses_of
from app.areas.rounds.containers.commands import create, prepare
from app.areas.rounds.containers.queries import label_text
from app.areas.rounds.labels.commands import print_labels
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from medication.prescription import Prescribed, Regular, Take
from tests.e2e.people import HOME, staff
from tests.e2e.server import Server

NADIA = Actor(staff("nadia"), HOME, "nurse", None)
LASILIX = Prescribed(
    "LASILIX 40 mg, comprimé sécable",
    "65606743",
    ("furosemide",),
    "furosémide",
    "comprimé",
    "40 mg",
)
SKENAN = Prescribed(
    "SKENAN L.P. 10 mg, microgranules à libération prolongée en gélule",
    "61227030",
    ("morphine",),
    "morphine",
    "gélule",
    "10 mg",
)

# A reader strikes far faster than a test could ask for each key. Every key is made before the first is heard: they bear
# the time at which they were made, and a machine that is busy meanwhile does not slow the reader down.
_STRIKE = """(text) => {
    const target = document.activeElement ?? document.body;
    const struck = [];
    const strike = (key, code, shiftKey = false) =>
        struck.push(new KeyboardEvent('keydown', {key, code, shiftKey, bubbles: true, cancelable: true}));
    for (const char of text) {
        if (char === '\\x1d') strike('F8', 'F8');
        else if (/[0-9]/.test(char)) strike(char, `Digit${char}`);
        else if (/[A-Za-z]/.test(char)) strike(char, `Key${char.toUpperCase()}`, char < 'a');
        else strike(char, '');
    }
    strike('Enter', 'Enter');
    for (const event of struck) target.dispatchEvent(event);
}"""


def wedge(page: Page, text: str) -> None:
    """A keyboard reader set as the tablet is: separators as F8, Enter at the end."""
    page.evaluate(_STRIKE, text)


def element_string(
    gtin: str, *, expiry: str = "271231", batch: str = "LOT7", serial: str = ""
) -> str:
    """What the DataMatrix of a box holds, separators included."""
    end = f"\x1d21{serial}" if serial else ""
    return f"01{gtin}17{expiry}10{batch}{end}"


def bracketed(text: str) -> str:
    """The same as a drawer of symbols wants it."""
    found = re.fullmatch(r"01(\d{14})17(\d{6})10([^\x1d]+)(?:\x1d21(.+))?", text)
    assert found is not None, text
    serial = f"(21){found[4]}" if found[4] else ""
    return f"(01){found[1]}(17){found[2]}(10){found[3]}{serial}"


@dataclass(frozen=True)
class Props:
    """What there is to scan around Mme Lenoir: texts of labels, and codes of boxes (GTIN)."""

    person: uuid.UUID
    label: str
    container: str
    other: uuid.UUID
    other_label: str
    right: str
    generic: str
    other_strength: str
    wrong: str


@contextmanager
def writing(server: Server) -> Iterator[tuple[House, Session]]:
    """The server's own database, from beside it."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        yield house, session
    house.close()


def half_hours() -> list[str]:
    """Those of the next half day: whatever the time, a dose is near, and in the moment that is proposed."""
    now = clock.now().astimezone(ZoneInfo("Europe/Paris"))
    begun = now.replace(minute=now.minute // 30 * 30)
    return sorted(f"{begun + timedelta(minutes=30 * no):%H:%M}" for no in range(24))


def leave_nothing_due(session: Session) -> None:
    """No dose is left that would make a moment without whom a test is about."""
    session.execute(delete(DueDose))


def props(server: Server) -> Props:
    """Prescribes a drug to Mme Lenoir, every half-hour so that one is at hand, and fills a pillbox with it; another one
    to her neighbour; and prints the labels of both."""
    with writing(server) as (house, session):
        found = [one for one in persons_of(session, house, HOME) if one.unit == "Glycines"]
        hers = next(one.id for one in found if one.family_name == "Lenoir")
        neighbour = next(one.id for one in found if one.id != hers and one.presence == "present")
        leave_nothing_due(session)
        _prescribe(session, house, hers, LASILIX)
        _prescribe(session, house, neighbour, SKENAN)
        container = _pillbox(session, house, hers)
        labels = print_labels(session, house.vault, NADIA, [hers, neighbour], now=clock.now())
        rows = {row["id"]: row for row in drugs_told(current(house), ["65606743", "61227030"])}
    mine, theirs = rows["65606743"], rows["61227030"]
    return Props(
        person=hers,
        label=labels[hers],
        container=container,
        other=neighbour,
        other_label=labels[neighbour],
        right="0" + mine["packs"][0],
        generic="0" + mine["generics"][0],
        other_strength="0" + mine["other_strengths"][0],
        wrong="0" + theirs["packs"][0],
    )


def _pillbox(session: Session, house: House, person: uuid.UUID) -> str:
    """A pillbox with her doses of the next hours; the text of its label."""
    now = clock.now()
    found = doses_of(session, person, now, now + timedelta(hours=6))
    hourly = [one.id for one in found if one.act == "give" and one.amount == Decimal("0.5")]
    made = create(session, house, NADIA, person, "Pilulier du jour", now=now)
    prepare(session, house, NADIA, made, hourly, seen=None, now=now)
    text = label_text(session, house.vault, HOME, made)
    assert text is not None
    return text


def _prescribe(session: Session, house: House, person: uuid.UUID, drug: Prescribed) -> None:
    takes = tuple(Take(hour, Decimal("0.5")) for hour in half_hours())
    draft = Draft(drug=drug, route="orale", unit=drug.form, scheme=Regular(takes), why="œdèmes")
    now, id = clock.now(), new_id()
    try:
        prescribe(session, house, NADIA, person, draft, now=now, id=id)
    except ReasonsNeeded as needed:
        reasons = [Overriding(one.identity, "monitored") for one in needed.asked]
        prescribe(session, house, NADIA, person, draft, now=now, id=id, overriding=reasons)
