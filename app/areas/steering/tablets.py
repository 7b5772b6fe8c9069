"""What the pages of the tablets show: how each one is, and what of it never came."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.steering.todo import SILENT
from app.gate.auth.devices import KINDS
from app.gate.auth.models import Device, DeviceUnit
from app.gate.directory.finding import find
from app.gate.directory.models import Unit
from app.gate.sync.missing import Missing, missing_by_device

ADRIFT = timedelta(minutes=5)
FULL_SOON = 80
"""From this share of its storage on, in hundredths, a tablet is shown as nearly full."""


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device as the office sees it."""

    id: uuid.UUID
    name: str
    kind: str
    units: tuple[str, ...]
    unit_ids: frozenset[uuid.UUID]
    state: str
    seen_at: datetime | None
    enrolled_at: datetime | None
    revoked_at: datetime | None
    link_until: datetime | None
    clock_offset_ms: int | None
    waiting: int | None
    oldest_waiting_at: datetime | None
    app_version: str | None
    is_persisted: bool | None
    storage_usage: int | None
    storage_quota: int | None
    missing: Missing

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def states(self) -> tuple[str, ...]:
        """The filters that show it."""
        return (self.state, "manquantes") if self.missing else (self.state,)

    @property
    def storage_share(self) -> int | None:
        """How much of what its browser grants is used, in hundredths."""
        if self.storage_usage is None or not self.storage_quota:
            return None
        return round(100 * self.storage_usage / self.storage_quota)

    @property
    def is_full_soon(self) -> bool:
        return (self.storage_share or 0) >= FULL_SOON

    @property
    def is_adrift(self) -> bool:
        return abs(self.clock_offset_ms or 0) > ADRIFT.total_seconds() * 1000


STATES = {
    "manquantes": "Saisies manquantes",
    "en-service": "En service",
    "silencieux": "Sans nouvelles",
    "a-enroler": "À enrôler",
    "revoque": "Révoqué",
}


def device_lines(
    session: Session, establishment_id: uuid.UUID, *, now: datetime
) -> list[DeviceLine]:
    """Every device of the home, those that need a look first."""
    rows = session.scalars(select(Device).where(Device.establishment_id == establishment_id)).all()
    units = _units_by_device(session, [row.id for row in rows])
    missing = missing_by_device(session, establishment_id)
    lines = [_line(row, units[row.id], missing.get(row.id, Missing()), now) for row in rows]
    order = ["silencieux", "a-enroler", "en-service", "revoque"]
    return sorted(
        lines,
        key=lambda line: (not line.missing, order.index(line.state), line.name.casefold()),
    )


def device_line(
    session: Session, establishment_id: uuid.UUID, device_id: uuid.UUID, *, now: datetime
) -> DeviceLine:
    """One device. Raises NotFound."""
    row = find(session, Device, establishment_id, device_id)
    missing = missing_by_device(session, establishment_id).get(row.id, Missing())
    return _line(row, _units_by_device(session, [row.id])[row.id], missing, now)


def _units_by_device(
    session: Session, ids: list[uuid.UUID]
) -> defaultdict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    found: defaultdict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    rows = session.execute(
        select(DeviceUnit.device_id, Unit.id, Unit.name)
        .join(Unit, Unit.id == DeviceUnit.unit_id)
        .where(DeviceUnit.device_id.in_(ids))
        .order_by(Unit.position)
    )
    for device_id, unit_id, name in rows:
        found[device_id].append((unit_id, name))
    return found


def _line(
    row: Device, units: list[tuple[uuid.UUID, str]], missing: Missing, now: datetime
) -> DeviceLine:
    return DeviceLine(
        id=row.id,
        name=row.name,
        kind=row.kind,
        units=tuple(name for _, name in units),
        unit_ids=frozenset(unit_id for unit_id, _ in units),
        state=_state(row, now),
        seen_at=row.seen_at,
        enrolled_at=row.enrolled_at,
        revoked_at=row.revoked_at,
        link_until=row.enrolment_expires_at,
        clock_offset_ms=row.clock_offset_ms,
        waiting=row.waiting,
        oldest_waiting_at=row.oldest_waiting_at,
        app_version=row.app_version,
        is_persisted=row.is_persisted,
        storage_usage=row.storage_usage,
        storage_quota=row.storage_quota,
        missing=missing,
    )


def _state(row: Device, now: datetime) -> str:
    if row.revoked_at is not None:
        return "revoque"
    if row.enrolled_at is None:
        return "a-enroler"
    return "silencieux" if row.seen_at is None or row.seen_at < now - SILENT else "en-service"
