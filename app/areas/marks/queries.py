"""Marks, read: which stand beside an entry, and which entries are hidden from whom."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.areas.marks.models import RightsMark
from app.areas.marks.places import PLACES, Place, Subject, holds, register_place
from app.gate.directory.finding import find
from app.gate.sync.scope import parts
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken, Vault

__all__ = [
    "KINDS",
    "PLACES",
    "MarkValue",
    "Place",
    "Subject",
    "hidden",
    "holds",
    "is_hidden",
    "limit_of",
    "marks_about",
    "marks_beside",
    "marks_of",
    "marks_on",
    "not_hidden",
    "register_place",
    "subject_of",
]

KINDS: Final = {
    "contest": "Contesté",
    "addendum": "Déclaration complémentaire",
    "limitation": "Accès limité",
}
UNREADABLE: Final = "Ce texte ne s’ouvre plus."


@dataclass(frozen=True, slots=True)
class MarkValue:
    """A mark as a page shows it. `by_name` is whose words they are."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    place: str
    subject_id: uuid.UUID
    request_id: uuid.UUID | None
    voice: str
    by_name: str
    text: str
    ground: str | None
    readers: tuple[uuid.UUID, ...]
    placed_at: datetime
    placed_by: uuid.UUID | None
    lifted_at: datetime | None
    lifted_by: uuid.UUID | None
    lifted_why: str | None

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    def to_row(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "voice": self.voice,
            "by": self.by_name,
            "text": self.text,
            "at": clock.to_text(self.placed_at),
        }


def subject_of(
    session: Session, house: House, establishment_id: uuid.UUID, place: str, id: uuid.UUID
) -> Subject:
    """The entry of that home which a place and the id of one of its versions name. Raises NotFound."""
    known = PLACES.get(place)
    found = known.find(session, house, id) if known else None
    if found is None or found.establishment_id != establishment_id:
        raise NotFound()
    return found


def marks_on(
    session: Session,
    vault: Vault,
    place: str,
    ids: Iterable[uuid.UUID],
    *,
    limits: bool = False,
) -> dict[uuid.UUID, tuple[MarkValue, ...]]:
    """What was said beside each of these entries and stands, in order; those without are absent.

    With `limits`, also that some are limited: for those who were named, who alone read them.
    """
    found: dict[uuid.UUID, list[MarkValue]] = {}
    for some in parts(set(ids)):
        rows = session.scalars(
            select(RightsMark)
            .where(RightsMark.subject_id.in_(some), *_stands_beside(place, limits=limits))
            .order_by(RightsMark.placed_at, RightsMark.id)
        )
        for value in told(vault, rows):
            found.setdefault(value.subject_id, []).append(value)
    return {id: tuple(values) for id, values in found.items()}


def marks_beside(
    session: Session, vault: Vault, place: str, versions: Mapping[uuid.UUID, Iterable[uuid.UUID]]
) -> dict[uuid.UUID, tuple[MarkValue, ...]]:
    """What a page of the office shows beside entries, under the id by which it knows each; `versions` has the ids of
    all versions of each of these."""
    known = {id: shown for shown, ids in versions.items() for id in ids}
    found = marks_on(session, vault, place, known, limits=True)
    return {known[id]: marks for id, marks in found.items()}


def marks_about(
    session: Session, vault: Vault, place: str, person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[dict[str, str]]]:
    """The same for all entries of these persons, as tablets read it: in the row of the entry itself, so that a mark
    comes, and goes, with what it is about."""
    found: dict[uuid.UUID, list[dict[str, str]]] = {}
    for some in parts(person_ids):
        rows = session.scalars(
            select(RightsMark)
            .where(RightsMark.person_id.in_(some), *_stands_beside(place))
            .order_by(RightsMark.placed_at, RightsMark.id)
        )
        for value in told(vault, rows):
            found.setdefault(value.subject_id, []).append(value.to_row())
    return found


def marks_of(session: Session, vault: Vault, person_id: uuid.UUID) -> list[MarkValue]:
    """Every mark ever placed in a person's file, the latest first; lifted ones say by whom and why."""
    rows = session.scalars(
        select(RightsMark)
        .where(RightsMark.person_id == person_id)
        .order_by(RightsMark.placed_at.desc(), RightsMark.id.desc())
    )
    return list(told(vault, rows))


def hidden(
    session: Session,
    place: str,
    reader_id: uuid.UUID | None,
    person_ids: Collection[uuid.UUID],
) -> frozenset[uuid.UUID]:
    """The entries of these persons that this professional may not read; for None (a tablet, a relative) all that are
    limited.
    """
    gone: set[uuid.UUID] = set()
    for some in parts(person_ids):
        rows = session.execute(
            select(RightsMark.subject_id, RightsMark.readers).where(
                RightsMark.person_id.in_(some), *_in_force(place)
            )
        )
        gone |= {subject for subject, readers in rows if _is_kept_from(reader_id, readers)}
    return frozenset(gone)


def is_hidden(session: Session, place: str, reader_id: uuid.UUID | None, id: uuid.UUID) -> bool:
    """Whether this entry (the id that all its versions share) is kept from this professional."""
    limits = session.scalars(
        select(RightsMark.readers).where(RightsMark.subject_id == id, *_in_force(place))
    )
    return any(_is_kept_from(reader_id, readers) for readers in limits)


def not_hidden(gone: frozenset[uuid.UUID], *columns: Any) -> list[ColumnElement[bool]]:
    """Conditions that leave out what `hidden` gave; `columns` name an entry or its first version (null there)."""
    if not gone:
        return []
    return [column.is_(None) | column.not_in(gone) for column in columns]


def limit_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, mark_id: uuid.UUID
) -> MarkValue:
    """One limit of that home that is not lifted. Raises NotFound."""
    row = find(session, RightsMark, establishment_id, mark_id)
    found = next(told(vault, [row]), None)
    if found is None or found.kind != "limitation" or found.lifted_at is not None:
        raise NotFound()
    return found


def told(vault: Vault, rows: Iterable[RightsMark]) -> Iterator[MarkValue]:
    """Rows with their seals opened; those of a person who was erased say nothing any more."""
    for row in rows:
        try:
            said = vault.open(row.person_id, "rights_mark", row.id, row.sealed)
        except KeyGone:
            continue
        except SealBroken:
            said = {"text": UNREADABLE, "by_name": ""}
        yield _value(row, said)


def _value(row: RightsMark, said: dict[str, Any]) -> MarkValue:
    clear = [
        name
        for name in MarkValue.__dataclass_fields__
        if name not in ("text", "by_name", "lifted_why", "readers")
    ]
    return MarkValue(
        **{name: getattr(row, name) for name in clear},
        readers=tuple(uuid.UUID(one) for one in row.readers),
        text=said["text"],
        by_name=said["by_name"],
        lifted_why=said.get("lifted_why"),
    )


def _stands_beside(place: str, *, limits: bool = False) -> tuple[ColumnElement[bool], ...]:
    kinds = KINDS if limits else KINDS.keys() - {"limitation"}
    return (
        RightsMark.place == place,
        RightsMark.kind.in_(list(kinds)),
        RightsMark.lifted_at.is_(None),
    )


def _in_force(place: str) -> tuple[ColumnElement[bool], ...]:
    return (
        RightsMark.place == place,
        RightsMark.kind == "limitation",
        RightsMark.lifted_at.is_(None),
    )


def _is_kept_from(reader_id: uuid.UUID | None, readers: Collection[str]) -> bool:
    return reader_id is None or str(reader_id) not in readers
