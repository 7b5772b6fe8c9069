"""A Python tablet with a store on disk and a clock of its own, and whoever holds it."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from app.ground import clock
from app.tablet import Problem, Tablet, TabletError
from app.tablet.errors import LeaseOver
from app.tablet.rows import Named, Row, Slice
from tests.soak.homes import Hand, World
from tests.soak.ledger import Ledger, Made
from tests.soak.watch import Watch

_PATIENCE = 10.0
_ADRIFT = timedelta(minutes=5)


class Device:
    """What can be asked of any of them; what happens to one is in `bedside.py`."""

    def __init__(
        self, world: World, ledger: Ledger, folder: Path, number: int, chance: Random
    ) -> None:
        self.world, self.ledger, self.chance, self.number = world, ledger, chance, number
        self.path = folder / f"tablet-{number}.db"
        self.watch = Watch()
        self.tablet = self.switched_on()
        self.holder: Hand | None = None
        self.tablet.enrol(world.device(number))
        self.tablet.wall()
        self.device = self.tablet.device

    def waiting(self) -> set[uuid.UUID]:
        """What the server has not answered for."""
        return {one.id for one in self.tablet.outbox.waiting(10_000)}

    def views(self) -> dict[str, dict[Named, Row]]:
        """What it holds of each unit."""
        return {unit: one.view(clock.now()) for unit, one in self.tablet.rows.slices.items()}

    def fresh(self, unit: str) -> dict[Named, Row]:
        """What the server tells of a unit to whoever knows nothing."""
        one = Slice()
        one.take(self.tablet.connection.get("/api/v1/changes", params={"unit": unit}))
        return one.view(clock.now())

    def unlock(self, *, online: bool) -> None:
        """By anybody of the team; without the server, on the lease."""
        hand = self.chance.choice(self.world.team)
        with hand.lock:
            for is_offline in (not online, online):
                try:
                    if not is_offline and not self._is_on_the_wall(hand):
                        self.tablet.wall()
                    self.tablet.unlock(hand.id, hand.key, offline=is_offline)
                    break
                except (httpx.TransportError, Problem, LeaseOver):
                    if is_offline == online:  # the other way was tried too
                        raise
        self.holder = hand

    def record(self, type: str, person: uuid.UUID | None, body: dict[str, Any], hand: Hand) -> Made:
        """Written down in the tablet first; in the ledger as soon as the tablet says that it is safe."""
        assert self.tablet.session is not None
        at = clock.now()
        known = timedelta(milliseconds=self.tablet.timing.offset_ms() or 0)
        id = self.tablet.record(type, person, body)
        made = Made(
            id=id,
            type=type,
            author=hand.id,
            device=self.device,
            install=self.tablet.outbox.install,
            seq=self.tablet.outbox.last_seq,
            person=person,
            body=body,
            at=at,
            misled=self.watch.error + known,
            is_adrift=abs(known) > _ADRIFT,
        )
        self.ledger.add(made)
        return made

    def held(self) -> Hand:
        if self.holder is None or self.tablet.session is None:
            self.unlock(online=self.chance.random() < 0.5)
        assert self.holder is not None
        return self.holder

    def _is_on_the_wall(self, hand: Hand) -> bool:
        wall = self.tablet.storage.get("wall") or {"staff": []}
        return any(one["id"] == str(hand.id) and one["store_keys"] for one in wall["staff"])

    def bear(self, problem: Problem) -> None:
        """A refusal that bad luck explains: the session ended, the unit is no longer ours."""
        if problem.status >= 500 or problem.status in (400, 413, 422):
            self.ledger.complain(f"tablet {self.number} was answered {problem}")
        if problem.status == 401:
            self.tablet.lock(offline=True)
            self.holder = None

    def switched_on(self) -> Tablet:
        return Tablet(
            self.world.site.proxy.origin,
            path=self.path,
            client=httpx.Client(timeout=_PATIENCE, verify=False),
            now=self.watch.now,
        )

    def close(self) -> None:
        with suppress(TabletError):
            self.tablet.close()
