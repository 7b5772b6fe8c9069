"""What one tablet wrote, handed in by another or at a desk: a rescue file, when the tablet's own network never returns.

Envelopes and proofs are judged as of the device that made them, revoked or not. Whoever carries them is limited by
themselves, is named in the trail, and can make nothing worse: a proof that is not believed leaves no mark here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth import rates
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device
from app.gate.auth.presence import SeenDevice
from app.gate.auth.rates import Rate
from app.gate.sync import outbox
from app.gate.sync.outbox import Delivery
from app.gate.sync.receipt import Ticket, receipt_for
from app.gate.sync.verdicts import Verdict
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House

CARRIED = Rate("outbox.carried", 120)
"""Batches a minute: far above what a hand with files does."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who hands in: another device of the home, or somebody at a desk (`actor`)."""

    establishment_id: uuid.UUID
    device_id: uuid.UUID | None = None
    actor: Actor | None = None

    @property
    def id(self) -> uuid.UUID:
        """On whose account it is counted."""
        if self.device_id is not None:
            return self.device_id
        assert self.actor is not None
        return self.actor.staff_id


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one batch; `receipt` is None when the ticket does not open here."""

    verdicts: list[Verdict]
    receipt: str | None


def carry(
    house: House, carrier: Carrier, delivery: Delivery, *, epoch: str, now: datetime
) -> Carried:
    """Takes a batch in as of the device that made it. Raises NotFound for a device of nobody's here, TooMuch."""
    asked = delivery.carried_for
    assert asked is not None
    rates.spend(house.database, CARRIED, str(carrier.id), now=now)
    with house.database.write() as session:
        made_on = _device(session, carrier, asked.device)
        session.add(AuditEvent(**_event(carrier, made_on, delivery, now)))
    verdicts = outbox.receive(house, made_on, delivery, now=now)
    ticket = Ticket.opened(house, made_on, asked.ticket)
    if ticket is None:
        return Carried(verdicts, None)
    # Not before the write: what the tablet notes as the time of receipt is one that a later backup covers.
    after = clock.now()
    return Carried(
        verdicts, receipt_for(ticket, delivery.envelopes, verdicts, epoch=epoch, now=after)
    )


def in_batches(
    device: uuid.UUID, ticket: str | None, sessions: Sequence[str], envelopes: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The deliveries of a whole file, in order; every one says which unlocks explain what it holds."""
    carried_for = {"device": str(device), "ticket": ticket}
    for start in range(0, max(1, len(sessions) - BATCH), BATCH):
        if start + BATCH < len(sessions):
            yield {"carried_for": carried_for, "sessions": list(sessions[start : start + BATCH])}
    last = list(sessions[-BATCH:])
    for start in range(0, max(1, len(envelopes)), BATCH):
        batch = list(envelopes[start : start + BATCH])
        yield {"carried_for": carried_for, "sessions": last, "envelopes": batch}


def _device(session: Session, carrier: Carrier, device_id: uuid.UUID) -> SeenDevice:
    row = session.execute(
        select(Device.name, Device.kind, Device.is_demo, Device.revoked_at).where(
            Device.id == device_id, Device.establishment_id == carrier.establishment_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound("Ce fichier vient d’une tablette que cet établissement ne connaît pas.")
    return SeenDevice(
        id=device_id,
        establishment_id=carrier.establishment_id,
        name=row.name,
        kind=row.kind,
        is_demo=row.is_demo,
        revoked_at=row.revoked_at,
        seen_at=None,
        handed_in_by=carrier.id,
    )


def _event(
    carrier: Carrier, made_on: SeenDevice, delivery: Delivery, now: datetime
) -> dict[str, Any]:
    """Both devices are named: who carried acts, whose it was is the subject."""
    told = event_row(
        "outbox.carried",
        at=now,
        actor=carrier.actor,
        establishment_id=carrier.establishment_id,
        subject_id=made_on.id,
        detail={"envelopes": len(delivery.envelopes), "sessions": len(delivery.sessions)},
    )
    return told if carrier.actor else told | {"device_id": carrier.device_id}
