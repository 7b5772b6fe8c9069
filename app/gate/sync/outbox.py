"""What a tablet hands in: proofs of its sessions, then envelopes, each with one answer in order.

Whoever is signed in on the tablet, or nobody: the device hands in all that it holds, and the envelopes prove their
authors themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.gate.auth.presence import SeenDevice
from app.gate.sync import inbox
from app.gate.sync.claims import Id
from app.gate.sync.examine import examine
from app.gate.sync.failures import is_passing
from app.gate.sync.inbox import Item
from app.gate.sync.opening import Envelope, look
from app.gate.sync.rescue_file import LONGEST_TICKET
from app.gate.sync.sessions import take_proofs
from app.gate.sync.telling import Held, OfPrior, OfTablet
from app.gate.sync.verdicts import Verdict, Waits
from app.ground import clock, logs
from app.ground.house import House

_log = logs.logger("chevet.outbox")


class CarriedFor(BaseModel):
    """Whose envelopes these are, when another device hands them in: its id, and the ticket of its rescue file."""

    model_config = ConfigDict(extra="ignore")

    device: Id
    ticket: Annotated[str, Field(max_length=LONGEST_TICKET)] | None = None


class Delivery(BaseModel):
    """One exchange. `install` and `last_seq` say what the tablet has ever numbered, `sent_at` its clock, `held` which
    numbers still wait in it, `prior` what it numbered in a store before this one, `carried_for` that all of it is
    another tablet's."""

    model_config = ConfigDict(extra="ignore")

    install: Annotated[str, Field(max_length=36)] | None = None
    last_seq: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    sent_at: Annotated[str, Field(max_length=40)] | None = None
    tablet: OfTablet = None
    held: Held = None
    prior: OfPrior = None
    carried_for: CarriedFor | None = None
    sessions: Annotated[list[Any], Field(max_length=200)] = []
    envelopes: Annotated[list[Any], Field(max_length=200)] = []


class Result(BaseModel):
    """The answer to one envelope."""

    id: str | None
    outcome: str
    code: str | None = None
    reason: str | None = None
    flags: list[str] | None = None


class Missing(BaseModel):
    """Numbers of one store of which the server knows nothing."""

    install: str
    ranges: list[list[int]]
    count: int


class Receipt(BaseModel):
    """The answer to a delivery: one result for each envelope, in order; then, when there is something to say, which
    numbers never came, whether a store vanished uncounted, and that `prior` was noted; for what was carried, the
    `receipt` that its tablet knows by a key of its own."""

    now: str
    epoch: str
    durable_through: str | None
    results: list[Result]
    missing: list[Missing] | None = None
    missing_unknown: bool | None = None
    prior_noted: bool | None = None
    receipt: str | None = None


def receive(
    house: House, device: SeenDevice, delivery: Delivery, *, now: datetime
) -> list[Verdict]:
    """Takes everything in. What cannot be decided for want of disk, lock or network is `later`."""
    if device.handed_in_by is None:
        device = replace(device, clock_offset_ms=_offset_ms(delivery, now))
    try:
        refused_sessions = take_proofs(house, device, delivery.sessions, now=now)
    except Exception as error:
        if not is_passing(error):
            raise
        _log.error("outbox.unavailable", exc_info=error)
        refused_sessions = {}
    envelopes = [look(content, device) for content in delivery.envelopes]
    verdicts: list[Verdict | None] = [None] * len(envelopes)
    waiting = list(range(len(envelopes)))
    while waiting:
        turn, waiting = _one_of_each(waiting, envelopes)
        batch = [envelopes[place] for place in turn]
        answers = _decide(house, device, batch, refused_sessions, now)
        for place, verdict in zip(turn, answers, strict=True):
            verdicts[place] = verdict
    return [one for one in verdicts if one is not None]


def _offset_ms(delivery: Delivery, now: datetime) -> int | None:
    """How far our clock is ahead of the tablet's, as it told its own when it sent this."""
    sent_at = clock.from_text(delivery.sent_at)
    return (now - sent_at) // timedelta(milliseconds=1) if sent_at is not None else None


def _one_of_each(
    places: Sequence[int], envelopes: Sequence[Envelope]
) -> tuple[list[int], list[int]]:
    """The first envelope of each id now; those that repeat an id once its fate is known."""
    turn: list[int] = []
    repeats: list[int] = []
    seen: set[uuid.UUID] = set()
    for place in places:
        id_ = envelopes[place].arrival.id
        (repeats if id_ in seen else turn).append(place)
        if id_ is not None:
            seen.add(id_)
    return turn, repeats


def _decide(
    house: House,
    device: SeenDevice,
    batch: Sequence[Envelope],
    refused_sessions: dict[uuid.UUID, str],
    now: datetime,
) -> list[Verdict]:
    try:
        with house.database.read() as session:
            found = examine(session, house, device, batch, refused_sessions, now)
    except Exception as error:
        if not is_passing(error):
            raise
        _log.error("outbox.unavailable", count=len(batch), exc_info=error)
        return [Waits("unavailable").verdict(one.arrival.id) for one in batch]
    items = [one for one in found if isinstance(one, Item)]
    written = iter(inbox.write(house, device.establishment_id, items, now) if items else ())
    return [next(written) if isinstance(one, Item) else one for one in found]
