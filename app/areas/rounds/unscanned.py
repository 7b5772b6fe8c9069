"""What was given without a scan, and why: giving is never locked, and the reasons are a list of repairs.

Counted from what stays in clear; a line is opened only for its name, a record only for the words of "autre raison".
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.prescribing.queries import versions_named
from app.areas.rounds.kept import opened
from app.areas.rounds.models import Administration
from app.gate.sync.scope import parts
from app.ground.house import House
from medication.given import TAKEN
from medication.outcomes import REASON_OF_NO_SCAN
from medication.schedule import Window

MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to repair: a drug of a unit that is given without a scan, for one reason.

    `reason` is empty where nobody gave one; `words` are what givers wrote of it, the last first.
    """

    unit_id: uuid.UUID | None
    drug: str
    reason: str
    times: int
    persons: frozenset[uuid.UUID]
    devices: frozenset[uuid.UUID]
    last_at: datetime
    words: tuple[str, ...] = ()


_COLUMNS = (
    Administration.id,
    Administration.person_id,
    Administration.device_id,
    Administration.line_id,
    Administration.no_scan,
    Administration.at,
)


def gaps(
    session: Session,
    house: House,
    units: dict[uuid.UUID, uuid.UUID | None],
    window: Window,
) -> list[Gap]:
    """Of those persons (with the unit of each), in that window; the most frequent first."""
    rows = [
        row
        for some in parts(units)
        for row in session.execute(
            select(*_COLUMNS).where(*_given(some, window), Administration.scan_how == "none")
        )
    ]
    named = versions_named(session, house, {row.line_id for row in rows})
    groups: defaultdict[tuple[uuid.UUID | None, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        version = named.get(row.line_id)
        drug = version.line.drug.label if version and version.line else "Ligne illisible"
        groups[units[row.person_id], drug, row.no_scan or ""].append(row)
    words = _words(session, house, [row for row in rows if row.no_scan in REASON_OF_NO_SCAN])
    found = [_gap(key, some, words) for key, some in groups.items()]
    return sorted(found, key=lambda one: (-one.times, one.drug.casefold(), one.reason))


def given_count(session: Session, person_ids: Collection[uuid.UUID], window: Window) -> int:
    """How many were given, with a scan or without."""
    counted = (
        session.scalar(
            select(func.count()).select_from(Administration).where(*_given(some, window))
        )
        for some in parts(person_ids)
    )
    return sum(number or 0 for number in counted)


def _given(person_ids: Collection[uuid.UUID], window: Window) -> tuple[Any, ...]:
    """What was really given, told once: neither undone nor told anew."""
    return (
        Administration.person_id.in_(person_ids),
        Administration.act == "give",
        Administration.outcome.in_(TAKEN),
        Administration.amends.is_(None),
        Administration.retracted_at.is_(None),
        Administration.at >= window[0],
        Administration.at < window[1],
    )


def _words(session: Session, house: House, rows: Iterable[Any]) -> dict[uuid.UUID, str]:
    """What was written beside the reasons that ask for words."""
    ids = [row.id for row in rows]
    found = [
        row
        for some in parts(ids)
        for row in session.scalars(select(Administration).where(Administration.id.in_(some)))
    ]
    return {one.id: one.reason or one.note for one in opened(house.vault, found)}


def _gap(
    key: tuple[uuid.UUID | None, str, str], rows: list[Any], words: dict[uuid.UUID, str]
) -> Gap:
    unit_id, drug, reason = key
    ordered = sorted(rows, key=lambda row: row.at, reverse=True)
    said = dict.fromkeys(text for row in ordered if (text := words.get(row.id)))
    return Gap(
        unit_id,
        drug,
        reason,
        times=len(rows),
        persons=frozenset(row.person_id for row in rows),
        devices=frozenset(row.device_id for row in rows if row.device_id),
        last_at=ordered[0].at,
        words=tuple(said)[:MOST_WORDS],
    )
