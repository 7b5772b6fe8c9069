"""What is wrong with each line, and what writing it would do: the pages' own checks, before anything is written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.importing.reading import Row
from app.areas.importing.sheets import Sheet
from app.areas.persons.commands.contacts import TRUSTED
from app.areas.persons.queries import (
    PersonValue,
    contacts_by_person,
    persons_of,
    statuses_of,
)
from app.gate.auth.actor import Actor
from app.gate.directory.structure import rooms_of, units_of, zone_of
from app.ground.errors import ChevetError, Invalid
from app.ground.folding import fold
from app.ground.house import House
from app.ground.pages.moments import during

Write = Callable[[Session, "Known"], None]


@dataclass
class Known:
    """What the lines of a file may name: units and rooms by their folded names, persons; and what earlier lines add.

    `numbers` are the INS numbers that files of the home have, `trusting` those who designated a trusted person.
    """

    house: House
    actor: Actor
    now: datetime
    zone: ZoneInfo
    units: dict[str, uuid.UUID] = field(default_factory=dict)
    rooms: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    persons: list[PersonValue] = field(default_factory=list)
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)
    made: list[uuid.UUID] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    trusting: set[uuid.UUID] = field(default_factory=set)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def at(self, day: date) -> datetime:
        """A moment of that day, not later than now."""
        return during(day, self.now, self.zone)

    def once(self, number: int, *key: str) -> None:
        """Raises Invalid when an earlier line says the same."""
        folded = tuple(fold(one) for one in key)
        if folded in self.seen:
            raise Invalid({"": f"La même chose est déjà à la ligne {self.seen[folded]}."})
        self.seen[folded] = number


@dataclass(frozen=True, slots=True)
class Line:
    """One line judged: what is wrong, by column title, or in words what it adds."""

    number: int
    name: str
    problems: tuple[tuple[str, str], ...] = ()
    adds: str = ""
    write: Write | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A whole file judged."""

    lines: tuple[Line, ...]

    @property
    def is_fine(self) -> bool:
        return not any(line.problems for line in self.lines)

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.problems]


def known_of(session: Session, house: House, actor: Actor, now: datetime) -> Known:
    """What the home has before the file."""
    home = actor.establishment_id
    known = Known(house, actor, now, zone_of(session, home))
    names = {unit.id: fold(unit.name) for unit in units_of(session, home)}
    known.units = {name: id_ for id_, name in names.items()}
    known.rooms = {
        (names[room.unit_id], fold(room.name)): room.id
        for room in rooms_of(session, home)
        if room.unit_id in names
    }
    known.persons = persons_of(session, house, home)
    ids = [person.id for person in known.persons]
    identities = statuses_of(session, house.vault, ids).values()
    known.numbers = {one.matricule for one in identities if one.matricule}
    contacts = contacts_by_person(session, house.vault, ids)
    known.trusting = {
        person_id
        for person_id, some in contacts.items()
        if any(TRUSTED in one.qualities for one in some)
    }
    return known


Judge = Callable[[Row, Known], tuple[str, str, Write]]
"""Of a line: its name, what it adds, and what writes it. Raises Invalid by column name."""


def judge(rows: Iterable[Row], sheet: Sheet, known: Known, one: Judge) -> Judged:
    """Each line against the home and the lines before it."""
    return Judged(tuple(_line(row, sheet, known, one) for row in rows))


def _line(row: Row, sheet: Sheet, known: Known, one: Judge) -> Line:
    shown = " ".join(filter(None, (row.get(column.name) for column in sheet.columns[:2])))
    try:
        name, adds, write = one(row, known)
    except Invalid as refusal:
        told = tuple((sheet.title(column), reason) for column, reason in refusal.fields.items())
        return Line(row.number, shown, told)
    except ChevetError as refusal:
        return Line(row.number, shown, (("", refusal.message),))
    return Line(row.number, name, adds=adds, write=write)


def day_of(text: str, column: str) -> date | None:
    """03/03/1931 or 1931-03-03; None when nothing is written. Raises Invalid."""
    if not text:
        return None
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Invalid({column: f"« {text[:30]} » n’est pas une date : 03/03/1931, par exemple."})


def place_of(row: Row, known: Known) -> tuple[uuid.UUID, uuid.UUID | None]:
    """The unit and the room that a line names. Raises Invalid for those that do not exist."""
    unit, room = row.get("unit"), row.get("room")
    unit_id = known.units.get(fold(unit))
    if unit_id is None:
        raise Invalid(
            {"unit": f"Aucune unité ne s’appelle « {unit[:40]} »." if unit else "Donnez l’unité."}
        )
    if not room:
        return unit_id, None
    room_id = known.rooms.get((fold(unit), fold(room)))
    if room_id is None:
        raise Invalid({"room": f"Aucune chambre « {room[:40]} » dans cette unité."})
    return unit_id, room_id
