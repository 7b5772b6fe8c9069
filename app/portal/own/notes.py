"""What is noted of a person, for that person: transmissions, measures and treatments, each with what was said beside.

What a third party confided is not communicated (CSP, L1111-7): a text that may hold such a thing, or that names
another resident, waits until somebody has looked at it. It is said to exist, and can be asked for.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.areas.family.values import Shown
from app.areas.journal.queries import EntryValue, Wanted, entries_of
from app.areas.marks.queries import PLACES, MarkValue, hidden, marks_on
from app.areas.observations.queries import ObservationValue, observations_of
from app.areas.persons.queries import persons_of
from app.areas.prescribing.queries import lines_of
from app.areas.prescribing.values import Version
from app.areas.privacy.flagging import flags
from app.gate.directory.team import Member, names_of
from app.ground.house import House
from medication.scheme_words import scheme_words

DAYS: Final = 30
UNREADABLE: Final = "Ce texte ne s’ouvre plus."


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noted. `id` is the one that all its versions share, and that marks name; `text` is None while it
    waits to be looked at.
    """

    place: str
    id: uuid.UUID
    at: datetime
    title: str
    text: str | None
    by: str
    marks: tuple[MarkValue, ...] = ()

    @property
    def may_be_contested(self) -> bool:
        return self.place in PLACES

    @property
    def is_contested(self) -> bool:
        return any(one.kind == "contest" for one in self.marks)


@dataclass(frozen=True, slots=True)
class Part:
    """The notes of one place, newest first."""

    place: str
    title: str
    nothing: str
    notes: tuple[Note, ...]


def parts_of(session: Session, house: House, home: uuid.UUID, shown: Shown) -> tuple[Part, ...]:
    """Everything that the person reads of themself now."""
    staff, now = names_of(session, house, home), shown.at
    since = now - timedelta(days=DAYS)
    wanted = Wanted(since=since.astimezone(shown.zone).date())
    page = entries_of(house, home, shown.person_id, wanted, shown.zone, None)
    others = _others(session, house, home, shown)
    entries = [_entry(one, staff, others) for one in page.rows]
    measures = [
        _measure(one, staff)
        for one in observations_of(session, house.vault, home, shown.person_id, since=since)
    ]
    lines = [_line(one, staff) for one in lines_of(session, house, shown.person_id, now=now)]
    told = (
        Part("entry", "Ce que l’équipe a écrit", "Rien depuis un mois.", tuple(entries)),
        Part("observation", "Mes mesures", "Aucune depuis un mois.", tuple(measures)),
        Part("line", "Mes traitements", "Aucun traitement noté.", tuple(lines)),
    )
    return tuple(_with_marks(session, house, one) for one in told)


def note_of(
    session: Session, house: House, home: uuid.UUID, shown: Shown, place: str, id: uuid.UUID
) -> Note | None:
    """The note that the person would read under that name; None where there is none."""
    for part in parts_of(session, house, home, shown):
        for note in part.notes if part.place == place else ():
            if note.id == id:
                return note
    return None


def put_aside(session: Session, shown: Shown) -> int:
    """How many notes are kept from most readers, as the person asked; they are not on the page either."""
    return sum(len(hidden(session, place, None, [shown.person_id])) for place in PLACES)


def _with_marks(session: Session, house: House, part: Part) -> Part:
    beside = marks_on(session, house.vault, part.place, [one.id for one in part.notes])
    notes = tuple(
        Note(one.place, one.id, one.at, one.title, one.text, one.by, beside.get(one.id, ()))
        for one in part.notes
    )
    return Part(part.place, part.title, part.nothing, notes)


def _entry(one: EntryValue, staff: dict[uuid.UUID, Member], others: list[str]) -> Note:
    said = (one.said, *one.additions)
    words = [
        word for each in said for _, chips, text in each.parts for word in (*chips, text) if word
    ]
    text: str | None = "\n".join(words)
    waits = flags({"entry": [{"id": one.id, "sealed": words}]}, {"entry": ""}, others, {}, _NOBODY)
    root = one.older[-1].id if one.older else one.id
    by = _name(staff, one.said.author_id)
    return Note("entry", root, one.said.occurred_at, one.label, None if waits else text, by)


def _measure(one: ObservationValue, staff: dict[uuid.UUID, Member]) -> Note:
    root = one.older[-1].id if one.older else one.id
    words = one.measure.words if one.measure else UNREADABLE
    return Note("observation", root, one.taken_at, words, "", _name(staff, one.author_id))


def _line(one: Version, staff: dict[uuid.UUID, Member]) -> Note:
    by = _name(staff, one.author_id)
    if one.line is None:
        return Note("line", one.chain, one.written_at, UNREADABLE, "", by)
    words = one.line.wording or scheme_words(one.line.scheme, one.line.unit)
    return Note("line", one.chain, one.written_at, one.line.drug.label, words, by)


def _others(session: Session, house: House, home: uuid.UUID, shown: Shown) -> list[str]:
    """The family names of other residents, here or gone, without the person's own."""
    there = [one for left in (False, True) for one in persons_of(session, house, home, left=left)]
    mine = {
        name
        for one in there
        if one.id == shown.person_id
        for name in (one.family_name, one.used_name, one.birth_name)
    }
    names = {
        name
        for one in there
        if one.id != shown.person_id and not one.is_broken
        for name in (one.family_name, one.used_name)
        if name
    }
    return sorted(names - mine)


def _name(staff: dict[uuid.UUID, Member], author_id: uuid.UUID) -> str:
    return staff[author_id].name if author_id in staff else "L’équipe"


_NOBODY: Final[frozenset[str]] = frozenset()
