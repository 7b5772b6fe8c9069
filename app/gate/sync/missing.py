"""The numbers that never came, for whoever looks after the tablets: named, and taken note of with a reason."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.sync import fleet, ranges
from app.gate.sync.models import Install
from app.gate.sync.ranges import Range, tidy
from app.ground.checks import Checks
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.pages.words import count
from app.ground.vault import KeyGone


@dataclass(frozen=True, slots=True)
class Missing:
    """How many numbers of a device never came; `is_unknown` when a store vanished uncounted."""

    count: int = 0
    is_unknown: bool = False

    def __bool__(self) -> bool:
        return self.count > 0 or self.is_unknown

    @property
    def words(self) -> str:
        if not self.count:
            return "Saisies manquantes : nombre inconnu"
        words = count(self.count, "saisie jamais arrivée", "saisies jamais arrivées")
        return f"{words}, et peut-être d’autres" if self.is_unknown else words


@dataclass(frozen=True, slots=True)
class Store:
    """One store of a device as the office sees it. `reason` is what was said when it was taken note of."""

    id: uuid.UUID
    first_at: datetime
    seen_at: datetime | None
    last_seq: int
    missing: tuple[Range, ...]
    missing_count: int
    is_unknown: bool
    noticed_at: datetime | None
    acknowledged: tuple[Range, ...]
    acknowledged_count: int
    acknowledged_at: datetime | None
    acknowledged_by: uuid.UUID | None
    reason: str | None

    @property
    def is_open(self) -> bool:
        return self.missing_count > 0 or self.is_unknown


_OPEN = or_(Install.missing_count > 0, Install.prior_unknown)


def missing_by_device(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, Missing]:
    """What nobody has taken note of yet, by device."""
    rows = session.execute(
        select(Install.device_id, Install.missing_count, Install.prior_unknown).where(
            Install.establishment_id == establishment_id, _OPEN
        )
    )
    found: dict[uuid.UUID, Missing] = {}
    for device_id, missing, is_unknown in rows:
        before = found.get(device_id, Missing())
        found[device_id] = Missing(before.count + missing, before.is_unknown or is_unknown)
    return found


def count_devices(session: Session, establishment_id: uuid.UUID) -> int:
    """How many devices have numbers that never came and that nobody has taken note of."""
    query = select(func.count(func.distinct(Install.device_id)))
    return session.scalar(query.where(Install.establishment_id == establishment_id, _OPEN)) or 0


def stores_of(
    session: Session, house: House, establishment_id: uuid.UUID, device_id: uuid.UUID
) -> list[Store]:
    """The stores of a device of which something never came, now or once, newest first."""
    rows = session.scalars(
        select(Install)
        .where(
            Install.device_id == device_id,
            Install.establishment_id == establishment_id,
            or_(_OPEN, Install.acknowledged_at.is_not(None)),
        )
        .order_by(Install.first_at.desc(), Install.id)
    )
    return [_store(house, row) for row in rows]


def acknowledge(
    session: Session,
    house: House,
    actor: Actor,
    device_id: uuid.UUID,
    store_id: uuid.UUID,
    *,
    reason: str | None,
    now: datetime,
) -> None:
    """Says that these entries are lost and what was done about it. Raises NotFound, Invalid, Conflict.

    Should they come after all, they are applied like any others.
    """
    row = session.scalars(
        select(Install)
        .where(
            Install.device_id == device_id,
            Install.id == store_id,
            Install.establishment_id == actor.establishment_id,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound()
    checks = Checks()
    missing = "Dites ce que vous savez de ces saisies."
    clean = checks.line("reason", reason, missing=missing, limit=300)
    checks.end()
    if not (row.missing_count or row.prior_unknown):
        raise Conflict("Rien ne manque plus : tout est arrivé, ou quelqu’un en a pris note.")
    detail = {"count": row.missing_count, "unknown": row.prior_unknown}
    row.acknowledged = tidy([*(row.acknowledged or ()), *(row.missing or ())])
    row.missing, row.missing_count, row.prior_unknown = [], 0, False
    row.acknowledged_at, row.acknowledged_by = now, actor.staff_id
    row.sealed = house.vault.seal(actor.staff_id, "install", row.id, {"reason": clean})
    record(
        session,
        "install.missing_acknowledged",
        at=now,
        actor=actor,
        subject_id=device_id,
        detail=detail,
    )
    fleet.forget(house, device_id)


def _store(house: House, row: Install) -> Store:
    return Store(
        id=row.id,
        first_at=row.first_at,
        seen_at=row.seen_at,
        last_seq=row.last_seq,
        missing=tuple(tidy(row.missing)),
        missing_count=row.missing_count,
        is_unknown=row.prior_unknown,
        noticed_at=row.noticed_at,
        acknowledged=tuple(tidy(row.acknowledged)),
        acknowledged_count=ranges.count(row.acknowledged),
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        reason=_reason(house, row),
    )


def _reason(house: House, row: Install) -> str | None:
    if row.sealed is None or row.acknowledged_by is None:
        return None
    try:
        told = house.vault.open(row.acknowledged_by, "install", row.id, row.sealed)
    except KeyGone:
        return None
    reason: str = told["reason"]
    return reason
