"""What happens at the bedside: people write, change hands, lose the network, set the clock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import httpx

from app.tablet import Problem
from app.tablet.errors import LeaseOver
from app.tablet.exchange import post_outbox
from tests.soak import gestures, words
from tests.soak.device import Device


class Bedside(Device):
    """A tablet that lives: what happens to it in a schedule, one thing at a time, from its own dice."""

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
        self.ledger.heard(self.tablet.send())

    def hand_in(self) -> None:
        """What a revoked tablet still does: it says where it stands, and hands in what it holds."""
        self.tablet.report()
        self.send()

    # -- the things that happen ---------------------------------------------------

    def write(self) -> None:
        """One to five transmissions about one or several persons."""
        hand = self.held()
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
            made = gestures.draw(self.chance, self.ledger, self.held(), self.watch)
            if made is not None:
                self.record(*made, self.held())

    def write_and_take_back(self) -> None:
        """An entry, undone within its ten seconds."""
        hand, person = self.held(), self.chance.choice(self.world.persons)
        made = self.record("transmission.record", person, words.entry(self.chance), hand)
        self.record("transmission.retract", person, {"entry": str(made.id)}, hand)

    def send(self) -> None:
        """All that waits, in requests of some size."""
        self.ledger.heard(self.tablet.send(self.chance.choice((2, 7, 50))))

    def send_from_two_windows(self) -> None:
        """The same envelopes twice, and then once more."""
        batch = self.tablet.outbox.waiting(20)
        for _ in range(2):
            with suppress(httpx.TransportError):
                self.ledger.heard(post_outbox(self.tablet, batch)["results"])
        self.send()

    def pull(self) -> None:
        """What changed, if whoever holds the tablet has a session that the server knows."""
        hand = self.held()
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
        self.tablet = self.switched_on()
        self.holder = None


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
