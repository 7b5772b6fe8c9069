"""What goes wrong beside the tablets in one round, drawn from the dice of its schedule."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from app.ground import clock
from tests.soak.homes import World
from tests.soak.ledger import Ledger

_LONGEST = 0.3


@dataclass(frozen=True, slots=True)
class Accident:
    """Something that happens `at` seconds into a round."""

    at: float
    name: str
    do: Callable[[], None]


def drawn(chance: Random, world: World, ledger: Ledger, victim: uuid.UUID | None) -> list[Accident]:
    """What happens in one round, in order. `victim` is the tablet that may be revoked, if any."""
    site = world.site
    possible: list[tuple[float, str, Callable[[], None]]] = [
        (0.1, "a worker is killed", site.kill_a_worker),
        (0.06, "a worker dies after a commit", partial(site.die_after_commit, whole=False)),
        (0.01, "the master is killed", site.kill_the_master),
        (0.01, "the power fails after a commit", partial(site.die_after_commit, whole=True)),
        (0.25, "somebody moves", _move(chance, world)),
    ]
    if victim is not None and victim not in ledger.revoked:
        possible.append((0.08, "a tablet is revoked", partial(_revoke, world, ledger, victim)))
    found = [
        Accident(chance.random() * _LONGEST, name, do)
        for share, name, do in possible
        if chance.random() < share
    ]
    return sorted(found, key=lambda one: one.at)


def happen(accidents: list[Accident], over: threading.Event) -> None:
    """Each at its time, or at once when the round is over."""
    began = time.monotonic()
    for one in accidents:
        over.wait(max(0.0, one.at - (time.monotonic() - began)))
        one.do()


def _move(chance: Random, world: World) -> Callable[[], None]:
    return partial(world.move, chance.choice(world.persons), chance.choice(world.units))


def _revoke(world: World, ledger: Ledger, device: uuid.UUID) -> None:
    ledger.revoked[device] = clock.now()
    world.revoke(device)
