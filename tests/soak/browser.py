"""A Chromium among the tablets: the product's own page over a profile on disk, asked through its engine.

It lives in the thread that made it, and sends and pulls by itself as it does in a home.
"""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Error, Playwright, TimeoutError

from app.ground import clock
from app.tablet.connection import DEVICE_COOKIE, Connection
from app.tablet.rows import Named, Row, Slice
from tests.e2e.tablet import Tablet
from tests.soak import gestures, page, words
from tests.soak.homes import PRF_SECRET, Hand, World
from tests.soak.ledger import Ledger, Made
from tests.soak.watch import Watch

# What says something about an entry must find it in the page's own store.
_KINDS = (
    "transmission.complete",
    "transmission.acknowledge",
    "transmission.correct",
    "follow_up.open",
)
_PATIENCE = 60.0
_OPENINGS = 4


class Window:
    """One Chromium tablet. What it offers a schedule is what a `Bedside` offers."""

    def __init__(
        self,
        playwright: Playwright,
        world: World,
        ledger: Ledger,
        folder: Path,
        number: int,
        chance: Random,
    ) -> None:
        self.world, self.ledger, self.number, self.chance = world, ledger, number, chance
        self.watch = Watch()
        self.holder: Hand | None = None
        connection = Connection(world.site.proxy.origin)
        token = {"token": world.device(number)}
        self.device = uuid.UUID(connection.post("/api/v1/devices/enrol", token)["device"]["id"])
        self._cookie = connection.cookies[DEVICE_COOKIE]
        connection.close()
        self._tablet = Tablet(
            playwright, folder / "profile", world.site.proxy.origin, prf_secret=PRF_SECRET
        )
        self._tablet.expects_network_errors = True
        self._switch_on()
        self._tablet.wait_for_worker()

    # -- what a schedule asks ---------------------------------------------------

    def live(self, count: int) -> None:
        """Some things happen at this bedside; the page sends when it can."""
        for _ in range(count):
            action = self.chance.choices(
                (self.write, self.gesture, self.change_hands, self.reload, self.restart),
                (10, 6, 2, 2, 1),
            )[0]
            try:
                action()
            except TimeoutError:
                self._open_again()

    def settle(self) -> None:
        """The network is back: unlocked by somebody, and all has been sent and pulled."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            standing = self._ask(page.STANDING)
            if standing["status"] != "unlocked":
                self._unlock()
                continue
            self._ask(page.NUDGE)
            if self._ask(page.STANDING) == {"status": "unlocked", "waiting": 0}:
                return
            time.sleep(0.2)
        self.ledger.complain(f"the browser cannot settle: {self._ask(page.STANDING)}")

    def send(self) -> None:
        """What the page does by itself."""
        self.settle()

    def pull(self) -> None:
        """What the page does by itself; twice, since a round may have begun before."""
        self.settle()
        self._ask(page.NUDGE)

    def waiting(self) -> set[uuid.UUID]:
        return {uuid.UUID(one) for one in self._ask(page.WAITING)}

    def views(self) -> dict[str, dict[Named, Row]]:
        """What it holds of each unit."""
        found = {}
        for unit, rows in self._ask(page.SLICES):
            one = Slice()
            one.take({"cursor": "", "full": True, "rows": rows, "removed": []})
            found[unit] = one.view(clock.now())
        return found

    def fresh(self, unit: str) -> dict[Named, Row]:
        """What the server tells of a unit to whoever knows nothing."""
        one = Slice()
        one.take(self._ask(page.FRESH, unit))
        return one.view(clock.now())

    # -- the things that happen ---------------------------------------------------

    def write(self) -> None:
        """One to five transmissions, each safe before the next."""
        for _ in range(self.chance.randint(1, 5)):
            body = words.entry(self.chance)
            self._record("transmission.record", self.chance.choice(self.world.persons), body)

    def gesture(self) -> None:
        """Something about what is on its screen."""
        hand = self._held()
        made = gestures.draw(self.chance, self.ledger, hand, self.watch) if hand else None
        if made is not None and made[0] in _KINDS and self._shows(made[2].get("entry")):
            self._record(*made)

    def change_hands(self) -> None:
        """Locked by one, unlocked by another."""
        self._ask("() => window.soaked.lock('button')")
        self.holder = None
        self._unlock()

    def reload(self) -> None:
        """The page is opened again, by the worker when there is no network."""
        self.holder = None
        self._tablet.page.reload(wait_until="commit")
        self._started()

    def restart(self) -> None:
        """The browser ends and begins again on the same profile."""
        self.holder = None
        self._tablet.stop()
        self._switch_on()

    def close(self) -> None:
        for complaint in self._tablet.complaints:
            self.ledger.complain(f"the browser said {complaint}")
        self._tablet.stop()

    # -- how ---------------------------------------------------------------------

    def _record(self, type: str, person: uuid.UUID | None, body: dict[str, Any]) -> None:
        hand, at = self._held(), clock.now()
        if hand is None or not self._has(person):
            return
        made = self._ask(page.RECORD, [type, {"person": str(person), "body": body}])
        if made is None:
            return
        self.ledger.add(
            Made(
                id=uuid.UUID(made),
                type=type,
                author=hand.id,
                device=self.device,
                install=None,
                seq=None,
                person=person,
                body=body,
                at=at,
                misled=timedelta(0),
                is_adrift=False,
            )
        )

    def _held(self) -> Hand | None:
        if self.holder is None or self._ask(page.STANDING)["status"] != "unlocked":
            self._unlock()
        return self.holder

    def _unlock(self) -> None:
        hand = self.chance.choice(self.world.team)
        self.holder = hand if self._ask(page.UNLOCK, str(hand.id)) is True else None

    def _has(self, person: uuid.UUID | None) -> bool:
        return bool(self._ask("(id) => window.soaked.person(id) !== null", str(person)))

    def _shows(self, entry: str | None) -> bool:
        found = "(id) => window.soaked.opened?.memory.entry(id) != null"
        return entry is None or bool(self._ask(found, entry))

    def _switch_on(self) -> None:
        keys = [passkey for hand in self.world.team for passkey in hand.key.passkeys]
        for passkey in keys:
            passkey.sign_count += 1000  # a count that goes back would be a copied key
        held = [
            {name: value for name, value in one.as_json().items() if name != "secret"}
            for one in keys
        ]
        self._tablet.start(held)
        assert self._tablet.context is not None
        self._tablet.context.add_init_script(page.HANDLE)
        self._tablet.context.add_cookies([_cookie(self._cookie)])
        self._open()

    def _open(self) -> None:
        self._tablet.page.goto(self._tablet.origin + "/", wait_until="commit")
        self._started()

    def _open_again(self) -> None:
        """A page that came half through bad weather is opened anew, as anybody would; it must come in the end."""
        self.holder = None
        for _ in range(_OPENINGS):
            try:
                return self._open()
            except Error:
                time.sleep(1)
        self.ledger.complain("the browser cannot open its page")
        return None

    def _started(self) -> None:
        is_up = "() => ['locked', 'unlocked', 'not-enrolled'].includes(window.soaked?.status)"
        self._tablet.page.wait_for_function(is_up)

    def _ask(self, what: str, about: Any = None) -> Any:
        try:
            return self._tablet.page.evaluate(what, about)
        except Error as error:
            self.ledger.complain(f"the browser failed: {error.message[:300]}")
            raise


def _cookie(value: str) -> Any:
    return {
        "name": DEVICE_COOKIE,
        "value": value,
        "url": "https://localhost",  # refused for a plain address, and sent there all the same
        "secure": True,
        "httpOnly": True,
        "sameSite": "Strict",
    }
