"""From what a text file tells of a line to its versions, with dates, authors and controls: plain values, always the
same for the same moment."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from app.areas.prescribing.forms.drug import of_product
from app.demo.treatments.schemes import scheme_of
from app.demo.treatments.told import Event, LineTold, PersonTold
from app.demo.values import Person, StaffMember, demo_id
from medication.facts_tables.handling import is_injected, is_narcotic
from medication.facts_tables.units import usual_unit
from medication.giving_mode import default_mode
from medication.names import fold
from medication.prescription import Giver, Line, Pause
from medication.product import Product
from medication.reference import Reference
from medication.schemes import AsNeeded

_BEFORE_MORNING = time(6, 0)
"""When a line that begins on a day begins, so that its morning dose is due."""
_LONGEST, _SHORTEST = 400, 80
"""Days since the lines that are there "since long" began, at most and at least, unless their person came later."""

PROTOCOLS = {
    "paracetamol": "Douleur ou fièvre : paracétamol",
    "macrogol": "Constipation : macrogol",
}
"""The home's protocols, under which an aide may give "si besoin"."""
_SOON = timedelta(hours=24)
"""A change older than this was controlled."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: who wrote it when, who controlled it when, why it follows the one before."""

    line: Line
    kind: Literal["prescribed", "changed", "suspended", "stopped"]
    author: UUID
    written_at: datetime
    controller: UUID | None
    source: str = ""
    reason: str = ""

    @property
    def controlled_at(self) -> datetime | None:
        return self.line.controlled_at


@dataclass(frozen=True)
class Making:
    """What every line is made with. `writers` transcribe; any of `controllers` but the writer controls."""

    reference: Reference
    writers: Sequence[StaffMember]
    controllers: Sequence[StaffMember]
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def morning(self, day: date) -> datetime:
        """The beginning of that local day's treatments."""
        return datetime.combine(day, _BEFORE_MORNING, self.zone)

    def product(self, name: str) -> Product:
        """The one specialty whose name begins so. Raises ValueError."""
        found = [one for one in self.reference.products.values() if one.name.startswith(name)]
        if len(found) != 1:
            raise ValueError(f"{name} : {len(found)} spécialités")
        return found[0]


def versions_of(told: PersonTold, person: Person, making: Making) -> Iterator[Version]:
    """Every version of every line of the person, in the order of the file and of time."""
    for number, one in enumerate(told.lines):
        rng = random.Random(f"line:{told.key}:{number}")
        first = _first(one, person, number, making, rng)
        if one.event is None:
            yield first
        else:
            yield from _followed(first, one, one.event, making, rng)


def _first(
    told: LineTold, person: Person, number: int, making: Making, rng: random.Random
) -> Version:
    since = _since(told, person, making, rng)
    starts_at = making.now - told.unread if told.unread else making.morning(since)
    written_at = starts_at if told.unread else starts_at - timedelta(minutes=rng.randint(30, 600))
    writer = rng.choice(making.writers)
    changed = told.event if told.event and told.event.kind == "changed" else None
    scheme = changed.words if changed else told.scheme
    chain = demo_id("line", person.key, number)
    line = Line(
        id=chain,
        chain=chain,
        version=1,
        person=person.id,
        starts_at=starts_at,
        ends_at=making.morning(since + told.lasts) if told.lasts else None,
        prescriber="Médecin de garde" if told.unread else "Dr Claire Morel",
        why=told.why,
        wording=told.wording,
        **_drug(told, scheme, making, since),
    )
    controller, controlled_at = _control(told, writer, written_at, making, rng)
    source = f"Ordonnance du {written_at.astimezone(making.zone):%d/%m/%Y}"
    line = replace(line, controlled_at=controlled_at)
    return Version(line, "prescribed", writer.id, written_at, controller, source=source)


def _since(told: LineTold, person: Person, making: Making, rng: random.Random) -> date:
    if told.begins is not None:
        return making.today + told.begins
    if told.unread is not None:
        return (making.now - told.unread).astimezone(making.zone).date()
    admitted = person.admitted_at.astimezone(making.zone).date()
    return max(admitted, making.today - timedelta(days=rng.randint(_SHORTEST, _LONGEST)))


def _drug(told: LineTold, scheme: str, making: Making, since: date) -> Mapping[str, Any]:
    """The members of the line that say what is given and how."""
    product = making.product(told.drug)
    chosen, read = of_product(product), scheme_of(scheme, today=making.today, since=since)
    if isinstance(read, AsNeeded):
        read = replace(
            read, protocol=PROTOCOLS.get(product.substances[0]) if product.substances else None
        )
    giver = told.giver or default_mode(
        chosen.prescribed(),
        read,
        told.wording,
        is_narcotic=is_narcotic(product),
        is_injected=is_injected(product.form, product.routes),
    )
    return {
        "drug": chosen.prescribed(),
        "route": _route(product),
        "unit": usual_unit(product),
        "scheme": read,
        "giver": cast(Giver, giver),
    }


def _route(product: Product) -> str:
    routes = [fold(route) for route in product.routes]
    return "sous-cutanee" if "sous-cutanee" in routes else routes[0]


def _control(
    told: LineTold, writer: StaffMember, written_at: datetime, making: Making, rng: random.Random
) -> tuple[UUID | None, datetime | None]:
    at = written_at + timedelta(minutes=rng.randint(90, 1200))
    controller = rng.choice([one for one in making.controllers if one.id != writer.id])
    if told.unread is not None or at > making.now:
        return None, None
    return controller.id, at


def _followed(
    first: Version, told: LineTold, event: Event, making: Making, rng: random.Random
) -> Iterator[Version]:
    """The version that was, cut, and the one that the event made."""
    at = making.now - event.ago
    yield replace(first, line=replace(first.line, superseded_at=at))
    line = replace(first.line, id=demo_id("line", first.line.chain, 2), version=2, starts_at=at)
    writer = rng.choice(making.writers).id
    if event.kind == "suspended":
        until = making.now + event.back if event.back else None
        line = replace(line, pauses=(Pause(at, until, event.words),))
        yield replace(
            first, line=line, kind="suspended", author=writer, written_at=at, reason=event.words
        )
    elif event.kind == "stopped":
        line = replace(line, ends_at=at, controlled_at=None)
        yield Version(line, "stopped", writer, at, None, first.source, event.words)
    else:
        since = first.line.starts_at.astimezone(making.zone).date()
        line = replace(
            line, scheme=scheme_of(told.scheme, today=making.today, since=since), controlled_at=None
        )
        controller, controlled_at = None, None
        if event.ago > _SOON:
            controlled_at = at + timedelta(minutes=rng.randint(60, 900))
            controller = rng.choice([one.id for one in making.controllers if one.id != writer])
        line = replace(line, controlled_at=controlled_at)
        reason = "Adaptation du traitement"
        yield Version(line, "changed", writer, at, controller, first.source, reason)
