"""One tablet and whoever holds it: what happens to it in a schedule, one thing at a time, from its own dice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from app.ground import clock
from app.tablet import Problem, Tablet, TabletError
from app.tablet.errors import LeaseOver
from app.tablet.exchange import post_outbox
from app.tablet.rows import Named, Row, Slice
from tests.soak import gestures, words
from tests.soak.homes import Hand, World
from tests.soak.ledger import Ledger, Made
from tests.soak.watch import Watch

_PATIENCE = 10.0
_ADRIFT = timedelta(minutes=5)


class Bedside:
    """A Python tablet with a store on disk and a clock of its own."""

    def __init__(
        self, world: World, ledger: Ledger, folder: Path, number: int, chance: Random
    ) -> None:
        self.world, self.ledger, self.chance, self.number = world, ledger, chance, number
        self.path = folder / f"tablet-{number}.db"
        self.watch = Watch()
        self.tablet = self._switched_on()
        self.holder: Hand | None = None
        self.tablet.enrol(world.device(number))
        self.tablet.wall()
        self.device = self.tablet.device

    # -- what a schedule asks ---------------------------------------------------

    def live(self, count: int) -> None:
        """Some things happen at this bedside. What the network or the server does is borne."""
        for _ in range(count):
            action = self.chance.choices(list(_ACTIONS), list(_ACTIONS.values()))[0]
            try:
                action(self)
            except (httpx.TransportError, LeaseOver):
                continue  # a wrong clock can end a lease too
            except Problem as problem:
                self.bear(problem)

    def settle(self) -> None:
        """The network is back: a session that the server knows, what changed pulled, everything sent."""
        if self.holder is None or self.tablet.session is None:
            self.unlock(online=True)
        self.pull()
        self.send()

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

    # -- the things that happen ---------------------------------------------------

    def write(self) -> None:
        """One to five transmissions about one or several persons."""
        hand = self._held()
        for _ in range(self.chance.randint(1, 5)):
            body = words.entry(self.chance)
            if self.chance.random() < 0.15:
                body = words.with_follow_up(self.chance, body, self.watch.now())
            self.record("transmission.record", self.chance.choice(self.world.persons), body, hand)

    def write_while_the_clock_jumps(self) -> None:
        """The time is set while the sheet is open: before is right for one clock, after for another."""
        self.write()
        self.watch.set_wrong(self.chance)
        self.write()

    def gesture(self) -> None:
        """Something about what was written before, here or elsewhere; one to three times."""
        for _ in range(self.chance.randint(1, 3)):
            made = gestures.draw(self.chance, self.ledger, self._held(), self.watch)
            if made is not None:
                self.record(*made, self._held())

    def write_and_take_back(self) -> None:
        """An entry, undone within its ten seconds."""
        hand, person = self._held(), self.chance.choice(self.world.persons)
        made = self.record("transmission.record", person, words.entry(self.chance), hand)
        self.record("transmission.retract", person, {"entry": str(made.id)}, hand)

    def send(self) -> None:
        """All that waits, in requests of some size."""
        self.ledger.heard(self.tablet.send(self.chance.choice((1, 3, 50))))

    def send_from_two_windows(self) -> None:
        """The same envelopes twice, and then once more."""
        batch = self.tablet.outbox.waiting(20)
        for _ in range(2):
            with suppress(httpx.TransportError):
                self.ledger.heard(post_outbox(self.tablet, batch)["results"])
        self.send()

    def pull(self) -> None:
        """What changed, if whoever holds the tablet has a session that the server knows."""
        hand = self._held()
        session = self.tablet.session
        if session is not None and not session.is_known:
            self.tablet.resume()
        if not self._is_on_the_wall(hand):
            self.tablet.wall()
        self.tablet.pull_all()

    def change_hands(self) -> None:
        """Locked by one, unlocked by another, with or without network."""
        self.tablet.lock(offline=self.chance.random() < 0.3)
        self.holder = None
        self.unlock(online=self.chance.random() < 0.5)

    def reload(self) -> None:
        """Switched off and on again: what was in memory is gone. Sometimes the clock is another then."""
        self.tablet.close()
        if self.chance.random() < 0.2:
            self.watch.set_wrong(self.chance)
        self.tablet = self._switched_on()
        self.holder = None

    # -- how ---------------------------------------------------------------------

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

    def _held(self) -> Hand:
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

    def _switched_on(self) -> Tablet:
        return Tablet(
            self.world.site.proxy.origin,
            path=self.path,
            client=httpx.Client(timeout=_PATIENCE, verify=False),
            now=self.watch.now,
        )

    def close(self) -> None:
        with suppress(TabletError):
            self.tablet.close()


_ACTIONS: dict[Callable[[Bedside], None], int] = {
    Bedside.write: 32,
    Bedside.gesture: 30,
    Bedside.send: 16,
    Bedside.pull: 12,
    Bedside.change_hands: 6,
    Bedside.write_and_take_back: 4,
    Bedside.send_from_two_windows: 4,
    Bedside.reload: 5,
    Bedside.write_while_the_clock_jumps: 5,
}
