"""What every answer of the outbox says of the server itself: its epoch, and until when a verified backup holds all."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.backup.durable import DURABLE_THROUGH
from app.ground.facts import Fact
from app.ground.house import House

_KEPT_SECONDS = 5.0
_kept: dict[tuple[str, uuid.UUID], tuple[float, Standing]] = {}


@dataclass(frozen=True, slots=True)
class Standing:
    """As tablets read it. `durable_through` covers what was received until then, not one instant more."""

    epoch: str
    durable_through: str | None


def standing(house: House, establishment_id: uuid.UUID) -> Standing:
    """The epoch changes by a restore and the other advances by a backup: a few seconds of memory are harmless."""
    name = (house.database.url, establishment_id)
    kept = _kept.get(name)
    if kept is not None and kept[0] > time.monotonic() - _KEPT_SECONDS:
        return kept[1]
    read = _read(house, establishment_id)
    _kept[name] = (time.monotonic(), read)
    return read


def forget() -> None:
    """Drops what this process remembers."""
    _kept.clear()


def _read(house: House, establishment_id: uuid.UUID) -> Standing:
    with house.database.read() as session:
        row = session.execute(
            select(Establishment.epoch, Fact.value)
            .outerjoin(Fact, Fact.name == DURABLE_THROUGH)
            .where(Establishment.id == establishment_id)
        ).one()
    through = clock.from_text(row.value)
    if through is None or through > clock.now():
        # A clock was wrong when it was promised: what arrives now would seem to be held.
        return Standing(str(row.epoch), None)
    return Standing(str(row.epoch), clock.to_text(through))
