"""How far a tablet is believed about stores: they are bounded a day, and nobody speaks for another's."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.gate.sync.models import Command, Install, Quarantine
from app.ground import logs

if TYPE_CHECKING:
    from app.gate.sync.installs import Count

NEW_A_DAY = 20
"""Stores that one device may begin or name in a day: a tablet wiped every hour is broken, or not one."""
WITHOUT_CONTACT = 1_000
"""Numbers that a store may have given since its last that came, when another device says so of it."""
_log = logs.logger("chevet.fleet")


def within_a_day(
    session: Session,
    before: dict[uuid.UUID, Count],
    after: dict[uuid.UUID, Count],
    device_id: uuid.UUID,
    now: datetime,
) -> dict[uuid.UUID, Count]:
    """Without the stores that are new and too many: nothing is kept of them, nor said to be."""
    if not (fresh := after.keys() - before.keys()):
        return after
    since = (Install.device_id == device_id, Install.first_at > now - timedelta(days=1))
    made = session.scalar(select(func.count()).select_from(Install).where(*since)) or 0
    if made + len(fresh) <= NEW_A_DAY:
        return after
    _log.warning("install.too_many", device=str(device_id))
    return {id_: one for id_, one in after.items() if id_ not in fresh}


def last_seq(session: Session, mine: Count, other: Count, said: int) -> int:
    """How far what this tablet says of a store before it counts. Of its own, all of it; of one of another enrolment,
    nothing while that one is in use, and never far past what came of it: whoever learns an identifier could else make
    any number of entries missing.
    """
    if other.device_id == mine.device_id or said <= other.last_seq:
        return said
    if other.seen_at is not None and other.seen_at > mine.first_at:
        return 0
    came = (session.scalar(_highest(model, other)) for model in (Command, Quarantine))
    return min(said, max([other.complete_through, *(one or 0 for one in came)]) + WITHOUT_CONTACT)


def _highest(model: type[Any], one: Count) -> Any:
    return select(func.max(model.seq)).where(
        model.device_id == one.device_id, model.install == one.id
    )
