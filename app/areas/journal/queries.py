"""Transmissions read in the office: rows in, values out, the seals opened here."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry
from app.areas.journal.texts import told
from app.ground.house import House
from app.ground.pages.moments import start_of
from app.ground.pages.paging import Page, cut

PER_PAGE = 30
_PARTS = (("data", "Données"), ("actions", "Actions"), ("result", "Résultat"))


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at once: (part, ready-made phrases, text) for each part that says something."""

    author_id: uuid.UUID
    occurred_at: datetime
    parts: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class EntryValue:
    """A transmission with what completed it."""

    id: uuid.UUID
    label: str
    said: Said
    additions: tuple[Said, ...]
    is_important: bool
    is_alarm: bool
    is_incomplete: bool
    acknowledged_by: uuid.UUID | None
    acknowledged_at: datetime | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for; None is anything."""

    cible: str | None = None
    since: date | None = None
    until: date | None = None


def entries_of(
    session: Session,
    house: House,
    person_id: uuid.UUID,
    wanted: Wanted,
    zone: ZoneInfo,
    number: int,
) -> Page[EntryValue]:
    """One page of a person's transmissions, newest first, without those their author took back."""
    query = (
        select(Entry)
        .where(*_conditions(person_id, wanted, zone))
        .order_by(Entry.occurred_at.desc(), Entry.id.desc())
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    rows = session.scalars(query).all()
    additions = _additions(session, house, [row.id for row in rows])
    return cut([_value(house, row, additions[row.id]) for row in rows], number, PER_PAGE)


def cibles_of(session: Session, house: House, person_id: uuid.UUID) -> list[tuple[str, str]]:
    """The cibles that were written about a person, as (id, latest label), by label."""
    rows = session.scalars(
        select(Entry)
        .where(Entry.person_id == person_id, Entry.retracted_at.is_(None))
        .order_by(Entry.occurred_at)
    )
    labels = {row.cible: _content(house, row)["label"] for row in rows}
    return sorted(labels.items(), key=lambda pair: pair[1])


def _conditions(person_id: uuid.UUID, wanted: Wanted, zone: ZoneInfo) -> list[Any]:
    conditions: list[Any] = [Entry.person_id == person_id, Entry.retracted_at.is_(None)]
    if wanted.cible:
        conditions.append(Entry.cible == wanted.cible)
    if wanted.since:
        conditions.append(Entry.occurred_at >= start_of(wanted.since, zone))
    if wanted.until:
        conditions.append(Entry.occurred_at < start_of(wanted.until + timedelta(days=1), zone))
    return conditions


def _additions(
    session: Session, house: House, ids: Sequence[uuid.UUID]
) -> defaultdict[uuid.UUID, list[Said]]:
    found: defaultdict[uuid.UUID, list[Said]] = defaultdict(list)
    rows = session.scalars(
        select(Addition)
        .where(Addition.entry_id.in_(ids))
        .order_by(Addition.occurred_at, Addition.id)
    )
    for row in rows:
        content = house.vault.open(row.person_id, "addition", row.id, row.sealed)
        found[row.entry_id].append(_said(row.author_id, row.occurred_at, content))
    return found


def _value(house: House, row: Entry, additions: Iterable[Said]) -> EntryValue:
    content = _content(house, row)
    return EntryValue(
        id=row.id,
        label=content["label"],
        said=_said(row.author_id, row.occurred_at, content),
        additions=tuple(additions),
        is_important=row.importance == "important",
        is_alarm=row.is_alarm,
        is_incomplete=row.is_incomplete,
        acknowledged_by=row.acknowledged_by,
        acknowledged_at=row.acknowledged_at,
        flags=tuple(row.flags or ()),
    )


def _content(house: House, row: Entry) -> dict[str, Any]:
    return house.vault.open(row.person_id, "entry", row.id, row.sealed)


def _said(author_id: uuid.UUID, occurred_at: datetime, content: dict[str, Any]) -> Said:
    texts = told(content)
    parts = (
        (label, tuple(texts["chips"][part]), texts[part] or "")
        for part, label in _PARTS
        if texts[part] or texts["chips"][part]
    )
    return Said(author_id, occurred_at, tuple(parts))
