"""What is asked of the directory: rows in, values out. The only place where a professional's names are opened."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.gate.directory.models import Assignment, Establishment, Shift, Staff, Unit
from app.ground.errors import NotFound
from app.ground.house import House

_KEPT_SECONDS = 60.0  # as long as the vault remembers a key that was destroyed elsewhere
_KEPT_NAMES = 4_000
_AROUND_A_SHIFT = timedelta(minutes=30)  # people come early for the handover and leave late


@dataclass(frozen=True, slots=True)
class StaffName:
    """A professional's names, as sealed."""

    given_name: str
    family_name: str
    title: str | None = None

    @property
    def full(self) -> str:
        """As colleagues write it: `Aïcha Benali`."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Member:
    """A professional assigned now: `unit_ids` is None for the whole establishment."""

    id: uuid.UUID
    role: str
    sealed: bytes
    unit_ids: frozenset[uuid.UUID] | None


class _Names:
    """Opened names, forgotten after a minute: opening 25 of them for every wall would be the wall's whole cost."""

    def __init__(self) -> None:
        self._kept: dict[tuple[uuid.UUID, bytes], tuple[float, StaffName]] = {}
        self._lock = threading.Lock()

    def get(self, place: tuple[uuid.UUID, bytes]) -> StaffName | None:
        kept = self._kept.get(place)
        return kept[1] if kept and kept[0] > time.monotonic() - _KEPT_SECONDS else None

    def put(self, place: tuple[uuid.UUID, bytes], name: StaffName) -> None:
        with self._lock:
            if len(self._kept) >= _KEPT_NAMES:
                self._kept.clear()
            self._kept[place] = (time.monotonic(), name)


_names = _Names()


def staff_names(house: House, sealed: Mapping[uuid.UUID, bytes]) -> dict[uuid.UUID, StaffName]:
    """The names of these professionals, given as id → sealed. Raises KeyGone, SealBroken."""
    found = {one: _names.get((one, data)) for one, data in sealed.items()}
    missing = [one for one, name in found.items() if name is None]
    house.vault.warm(missing)
    for one in missing:
        value = house.vault.open(one, "staff", one, sealed[one])
        name = StaffName(value["given_name"], value["family_name"], value.get("title"))
        _names.put((one, sealed[one]), name)
        found[one] = name
    return {one: name for one, name in found.items() if name is not None}


def first_names(names: Mapping[uuid.UUID, StaffName]) -> dict[uuid.UUID, str]:
    """How each is shown on a wall: the given name, with as much of the family name as tells two apart."""
    shown: dict[uuid.UUID, str] = {}
    alike: dict[str, list[uuid.UUID]] = {}
    for one, name in names.items():
        alike.setdefault(name.given_name.casefold(), []).append(one)
    for group in alike.values():
        shown |= {one: _told_apart(names[one], [names[o] for o in group]) for one in group}
    return shown


def _told_apart(name: StaffName, group: list[StaffName]) -> str:
    if len(group) == 1:
        return name.given_name
    for length in range(1, len(name.family_name)):
        start = name.family_name[:length].casefold()
        if sum(one.family_name.casefold().startswith(start) for one in group) == 1:
            return f"{name.given_name} {name.family_name[:length]}."
    return name.full


def establishment(session: Session, establishment_id: uuid.UUID) -> Establishment:
    """The establishment. Raises NotFound."""
    found = session.get(Establishment, establishment_id)
    if found is None:
        raise NotFound()
    return found


def open_units(session: Session, establishment_id: uuid.UUID) -> list[Unit]:
    """The units that are not closed, in their order."""
    rows = session.scalars(
        select(Unit)
        .where(Unit.establishment_id == establishment_id, Unit.closed_at.is_(None))
        .order_by(Unit.position, Unit.name)
    )
    return list(rows)


def holds(at: datetime) -> Any:
    """The condition that an assignment holds at `at`."""
    return and_(
        Assignment.starts_at <= at, or_(Assignment.ends_at.is_(None), Assignment.ends_at > at)
    )


def members_at(session: Session, establishment_id: uuid.UUID, at: datetime) -> list[Member]:
    """Everybody assigned somewhere at `at` and not gone, with the units of their assignments."""
    rows = session.execute(
        select(Staff.id, Staff.role, Staff.sealed, Assignment.unit_id)
        .join(Assignment, Assignment.staff_id == Staff.id)
        .where(
            Staff.establishment_id == establishment_id,
            or_(Staff.left_at.is_(None), Staff.left_at > at),
            holds(at),
        )
    ).all()
    units: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    for row in rows:
        units.setdefault(row.id, set()).add(row.unit_id)
    return [
        Member(row.id, row.role, row.sealed, _bounded(units.pop(row.id)))
        for row in rows
        if row.id in units
    ]


def _bounded(units: Iterable[uuid.UUID | None]) -> frozenset[uuid.UUID] | None:
    found = frozenset(units)
    return None if None in found else frozenset(one for one in found if one is not None)


def on_duty_at(
    session: Session, establishment_id: uuid.UUID, at: datetime
) -> dict[uuid.UUID, set[uuid.UUID | None]]:
    """Who is on duty around `at` by the duty plan, and in which units (None: everywhere)."""
    rows = session.execute(
        select(Shift.staff_id, Shift.unit_id).where(
            Shift.establishment_id == establishment_id,
            Shift.starts_at <= at + _AROUND_A_SHIFT,
            Shift.starts_at > at - timedelta(days=2),
            Shift.ends_at > at - _AROUND_A_SHIFT,
        )
    )
    duty: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    for row in rows:
        duty.setdefault(row.staff_id, set()).add(row.unit_id)
    return duty
