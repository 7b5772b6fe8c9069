"""What is kept of one exchange beside its envelopes, and what the answer says of missing numbers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.sync.installs import Count
from app.gate.sync.models import Install
from app.gate.sync.ranges import less
from app.gate.sync.telling import Told

LARGEST_ANSWER = 100
Counts = dict[uuid.UUID, Count]


def facts(told: Told, now: datetime) -> dict[str, Any]:
    """The columns of the device; what was not told stays as it was."""
    tablet = told.tablet
    said: dict[str, Any] = {
        "clock_offset_ms": told.clock_offset_ms,
        "app_version": tablet.app_version,
        "is_persisted": tablet.persisted,
        "storage_usage": tablet.usage,
        "storage_quota": tablet.quota,
    }
    values = {name: value for name, value in said.items() if value is not None}
    if told.is_counted:
        values |= {"waiting": told.left, "oldest_waiting_at": told.oldest_at}
    return {**values, "seen_at": now}


def write(session: Session, before: Counts, after: Counts, now: datetime) -> None:
    for id_, one in after.items():
        was = before.get(id_)
        if was == one:
            continue
        row = one.as_row()
        if was is None:
            session.execute(insert(Install).values(**row))
        else:
            where = (Install.device_id == one.device_id, Install.id == one.id)
            session.execute(update(Install).where(*where).values(**row))
        _tell(session, was, one, now)


def _tell(session: Session, was: Count | None, one: Count, now: datetime) -> None:
    """Each number that is found missing is told to the trail once; so is a store that vanished uncounted."""
    fresh = less(one.missing, was.missing if was else ())
    is_unknown = one.prior_unknown and not (was and was.prior_unknown)
    if not fresh and not is_unknown:
        return
    record(
        session,
        "install.numbers_missing",
        at=now,
        establishment_id=one.establishment_id,
        subject_id=one.device_id,
        detail={
            "install": str(one.id),
            "ranges": [list(pair) for pair in fresh[:LARGEST_ANSWER]],
            "unknown": is_unknown,
        },
    )


def answer(counts: Counts, told: Told) -> dict[str, Any]:
    """The members of the answer; what there is nothing to say about is absent."""
    said: dict[str, Any] = {}
    missing = [
        {
            "install": str(one.id),
            "ranges": [list(pair) for pair in one.missing[:LARGEST_ANSWER]],
            "count": one.missing_count,
        }
        for one in counts.values()
        if one.missing
    ]
    if missing:
        said["missing"] = missing
    if any(one.prior_unknown for one in counts.values()):
        said["missing_unknown"] = True
    if told.prior is not None and told.install in counts:
        said["prior_noted"] = True
    return said
