"""The tablets as they stand: what each exchange tells of them, kept for the office; what the answer says is missing.

The busiest path of all passes here. Nothing is written more than once a minute unless something changed that somebody
must know; and what was found is remembered for that minute, so that most exchanges ask nothing.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.gate.auth.models import Device
from app.gate.auth.presence import SeenDevice
from app.gate.sync import silence
from app.gate.sync.failures import is_passing
from app.gate.sync.installs import counts_of, judge
from app.gate.sync.keeping import Counts, answer, facts, write
from app.gate.sync.telling import Told
from app.ground.house import House

EVERY = timedelta(minutes=1)
_KEPT = 5_000
_kept: dict[tuple[str, uuid.UUID], _Kept] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What this process last found about a device."""

    at: datetime
    epoch: uuid.UUID
    last_seq: int
    told: Told
    answer: dict[str, Any]

    def covers(self, told: Told, epoch: uuid.UUID, now: datetime) -> bool:
        """Whether an exchange that tells this changes nothing that somebody must know now."""
        before = self.told
        return (
            timedelta(0) <= now - self.at < EVERY
            and self.epoch == epoch
            and told.install == before.install
            and (told.prior is None or told.prior == before.prior)
            and (told.left == 0 or told.last_seq <= self.last_seq)
            and (told.left == 0) == (before.left == 0)
            and told.tablet.app_version == before.tablet.app_version
            and told.tablet.persisted == before.tablet.persisted
        )


def note(
    house: House, device: SeenDevice, told: Told, *, epoch: uuid.UUID, now: datetime
) -> dict[str, Any]:
    """Keeps what the exchange told, and returns what the answer says of missing numbers.

    A full disk or a held lock keeps nothing and says nothing: what was handed in is safe already.
    """
    name = (house.database.url, device.id)
    is_due = device.seen_at is None or now - device.seen_at >= EVERY
    kept = _kept.get(name)
    if not is_due and kept is not None and kept.covers(told, epoch, now):
        return kept.answer
    try:
        counts = _stand(house, device, told, epoch, now, is_due)
    except Exception as error:
        if not is_passing(error):
            raise
        return {}
    answered = answer(counts, told)
    mine = counts.get(told.install) if told.install else None
    with _lock:
        if len(_kept) > _KEPT:
            _kept.clear()
        _kept[name] = _Kept(now, epoch, mine.last_seq if mine else 0, told, answered)
    return answered


def forget(house: House, device_id: uuid.UUID) -> None:
    """Drops what this process remembers of a device; the others do within the minute."""
    with _lock:
        _kept.pop((house.database.url, device_id), None)


def _stand(
    house: House, device: SeenDevice, told: Told, epoch: uuid.UUID, now: datetime, is_due: bool
) -> Counts:
    """How the stores stand; written when the minute is over, or when something changed."""
    if not is_due:
        with house.database.read() as session:
            row = session.execute(_DEVICE.where(Device.id == device.id)).one()
            before = counts_of(session, device.establishment_id, device.id, told)
            after = _judged(session, device, before, told, epoch, now)
        is_news = _matters(before, after, told) or _differs(row, told)
        if not is_news and not _is_stale(before, device, now):
            return after
    with house.database.write() as session:
        session.execute(select(Device.id).where(Device.id == device.id).with_for_update())
        before = counts_of(session, device.establishment_id, device.id, told)
        after = _judged(session, device, before, told, epoch, now)
        session.execute(update(Device).where(Device.id == device.id).values(**facts(told, now)))
        silence.end(session, device.establishment_id, device.id, before, now=now)
        write(session, before, after, now)
    return after


def _judged(
    session: Session,
    device: SeenDevice,
    before: Counts,
    told: Told,
    epoch: uuid.UUID,
    now: datetime,
) -> Counts:
    return judge(
        session,
        before,
        told,
        device_id=device.id,
        establishment_id=device.establishment_id,
        epoch=epoch,
        now=now,
    )


_DEVICE = select(Device.waiting, Device.app_version, Device.is_persisted)


def _differs(row: Any, told: Told) -> bool:
    """Whether what the office shows of the tablet is not true any more."""
    tablet = told.tablet
    return (
        (told.is_counted and ((row.waiting or 0) > 0) != (told.left > 0))
        or (tablet.app_version is not None and tablet.app_version != row.app_version)
        or (tablet.persisted is not None and tablet.persisted != row.is_persisted)
    )


def _is_stale(before: Counts, device: SeenDevice, now: datetime) -> bool:
    """Whether the wall alone was noted meanwhile: it shows who may open the tablet, and takes nothing in."""
    last = silence.heard_at(before, device.id)
    return last is None or now - last >= EVERY


def _matters(before: Counts, after: Counts, told: Told) -> bool:
    """Whether something changed that would be lost, or hidden, if it were kept a minute later."""
    for id_, one in after.items():
        was = before.get(id_)
        if was is None or (was.epoch, was.prior_id, was.prior_unknown, was.missing) != (
            one.epoch,
            one.prior_id,
            one.prior_unknown,
            one.missing,
        ):
            return True
        # Numbers of which the server has seen nothing yet: should the store vanish, only this tells that they existed.
        if one.last_seq > was.last_seq and (told.left > 0 or id_ != told.install):
            return True
    return False
