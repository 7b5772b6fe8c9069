"""The inbox: verified commands and refused envelopes become rows, at most 50 in one transaction.

A batch is written together. When anything in it fails, it is written again one by one, each behind its own
savepoint: one failure never sinks its neighbours.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.sync import held_back, quarantine
from app.gate.sync.applying import apply
from app.gate.sync.failures import is_collision, is_passing
from app.gate.sync.models import Command
from app.gate.sync.quarantine import Arrival
from app.gate.sync.registry import Received
from app.gate.sync.verdicts import Held, Refusal, Verdict, Waits
from app.gate.sync.writing import Writing
from app.ground import logs
from app.ground.database import take_revision
from app.ground.house import House

LARGEST_TRANSACTION = 50
_log = logs.logger("chevet.inbox")


@dataclass(frozen=True, slots=True)
class Item:
    """One envelope on its way in: `command` when it was verified, else why it is refused."""

    arrival: Arrival
    command: Received | None = None
    refusal: Refusal | None = None


def write(
    house: House, establishment_id: uuid.UUID, items: Sequence[Item], now: datetime
) -> list[Verdict]:
    """Applies or quarantines each item; the verdicts, in order, are durable when this returns."""
    verdicts: list[Verdict] = []
    for start in range(0, len(items), LARGEST_TRANSACTION):
        batch = items[start : start + LARGEST_TRANSACTION]
        verdicts += _write_batch(house, establishment_id, batch, now)
    return verdicts


def _write_batch(
    house: House, establishment_id: uuid.UUID, batch: Sequence[Item], now: datetime
) -> list[Verdict]:
    for attempt in (_together, _one_by_one):
        try:
            with house.database.write() as session:
                return attempt(session, house, establishment_id, batch, now)
        except Exception as error:
            if is_passing(error) or attempt is _one_by_one:
                _log.error("inbox.unavailable", count=len(batch), exc_info=error)
                return [Waits("unavailable").verdict(item.arrival.id) for item in batch]
    raise AssertionError("unreachable")


def _together(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    batch: Sequence[Item],
    now: datetime,
) -> list[Verdict]:
    writing = Writing(session, house.vault, establishment_id)
    verdicts = [_take(writing, item, now) for item in batch]
    writing.flush()
    return verdicts


def _one_by_one(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    batch: Sequence[Item],
    now: datetime,
) -> list[Verdict]:
    """Slow and sure. The revision is taken before the first savepoint, which a rollback would give back."""
    take_revision(session, establishment_id)
    return [_alone(session, house, establishment_id, item, now) for item in batch]


def _alone(
    session: Session, house: House, establishment_id: uuid.UUID, item: Item, now: datetime
) -> Verdict:
    try:
        with session.begin_nested():
            writing = Writing(session, house.vault, establishment_id)
            verdict = _take(writing, item, now)
            writing.flush()
            return verdict
    except Exception as error:
        if is_passing(error):
            raise
        found = _after(session, item, error)
    if isinstance(found, Verdict):
        return found
    writing = Writing(session, house.vault, establishment_id)
    verdict = _refuse(writing, item, found, now)
    writing.flush()
    return verdict


def _after(session: Session, item: Item, error: Exception) -> Verdict | Refusal:
    """What a failure makes of an item: it was here before, its id is taken, or our code is wrong."""
    if item.command is not None and is_collision(error):
        return _known_before(session, item.command) or Refusal("id_conflict")
    name = item.command.type.name if item.command else None
    _log.error("inbox.handler_failed", command=name, exc_info=error)
    return Refusal("internal")


def _take(writing: Writing, item: Item, now: datetime) -> Verdict:
    """One item into the transaction. A handler refuses, or puts off, before it has changed anything."""
    command = item.command
    if command is None:
        assert item.refusal is not None
        return _refuse(writing, item, item.refusal, now)
    try:
        return apply(writing, command, now)
    except Refusal as refusal:
        return _refuse(writing, item, refusal, now)
    except Held as held:
        return held.verdict(command.id)


def _refuse(writing: Writing, item: Item, refusal: Refusal, now: datetime) -> Verdict:
    verdict, event = quarantine.keep(writing.session, item.arrival, refusal, now=now)
    if event is not None:
        writing.insert(AuditEvent, event)
        held_back.tell_held(writing, item.arrival, now)
    return verdict


def _known_before(session: Session, command: Received) -> Verdict | None:
    """The first answer again, when this very envelope was applied before."""
    row = session.execute(
        select(Command.digest, Command.flags).where(Command.id == command.id)
    ).one_or_none()
    if row is None or row.digest != command.digest:
        return None
    return Verdict(command.id, "duplicate", flags=tuple(row.flags or ()))
