"""Absences read: as the pages of a stay show them, and as the doses due take them into account."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.persons import away
from app.areas.persons.models import Absence
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken
from medication.schedule import Absence as Away


@dataclass(frozen=True, slots=True)
class AbsenceValue:
    """One version of an absence, opened."""

    chain_id: uuid.UUID
    version: int
    kind: str
    state: str
    from_at: datetime
    until_at: datetime | None
    doses_handed: bool
    note: str | None
    author_id: uuid.UUID | None
    received_at: datetime
    before: tuple[AbsenceValue, ...] = ()

    @property
    def label(self) -> str:
        return away.KINDS.get(self.kind, self.kind)

    @property
    def state_label(self) -> str:
        return away.STATES[self.state]

    def is_late(self, now: datetime) -> bool:
        """Expected back, and nobody has said that they are; or expected to go, and nobody has said that they went."""
        awaited = self.until_at if self.state == "ongoing" else self.from_at
        return self.state in ("ongoing", "planned") and awaited is not None and awaited < now


def absences_of(
    session: Session,
    person_ids: Iterable[uuid.UUID],
    start: datetime,
    end: datetime,
    *,
    now: datetime | None = None,
) -> dict[uuid.UUID, tuple[Away, ...]]:
    """The absences that touch the window, planned and real, by person; whoever has none is absent.

    Somebody expected back at an hour that has passed at `now` (by default: at `start`) is still away: nobody has said
    that they returned.
    """
    rows = session.scalars(
        select(Absence)
        .where(
            Absence.person_id.in_(list(person_ids)),
            Absence.superseded_at.is_(None),
            Absence.state.in_(away.LIVE),
            Absence.from_at < end,
            or_(Absence.until_at.is_(None), Absence.until_at > start, Absence.state == "ongoing"),
        )
        .order_by(Absence.from_at)
    )
    found: defaultdict[uuid.UUID, list[Away]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(Away(row.from_at, _until(row, now or start), row.kind))
    return {person_id: tuple(some) for person_id, some in found.items()}


def absences_shown(session: Session, house: House, person_id: uuid.UUID) -> list[AbsenceValue]:
    """Every absence of a person as it stands, latest first, each with the versions before it."""
    rows = session.scalars(
        select(Absence).where(Absence.person_id == person_id).order_by(Absence.version.desc())
    )
    chains: defaultdict[uuid.UUID, list[Absence]] = defaultdict(list)
    for row in rows:
        chains[row.chain_id].append(row)
    shown = (_chain(house, versions) for versions in chains.values())
    return sorted(shown, key=lambda one: one.from_at, reverse=True)


def _until(row: Absence, now: datetime) -> datetime | None:
    is_overdue = row.state == "ongoing" and row.until_at is not None and row.until_at <= now
    return None if is_overdue else row.until_at


def _chain(house: House, versions: list[Absence]) -> AbsenceValue:
    last, *before = versions
    return _value(house, last, tuple(_values(house, before)))


def _values(house: House, rows: list[Absence]) -> Iterator[AbsenceValue]:
    return (_value(house, row) for row in rows)


def _value(house: House, row: Absence, before: tuple[AbsenceValue, ...] = ()) -> AbsenceValue:
    return AbsenceValue(
        row.chain_id,
        row.version,
        row.kind,
        row.state,
        row.from_at,
        row.until_at,
        row.doses_handed,
        _note(house, row),
        row.author_id,
        row.received_at,
        before,
    )


def _note(house: House, row: Absence) -> str | None:
    if row.sealed is None:
        return None
    try:
        kept = house.vault.open(row.person_id, "absence", row.chain_id, row.sealed)
    except KeyGone:
        return None
    except SealBroken:
        return "(note illisible)"
    note: str | None = kept["note"]
    return note
