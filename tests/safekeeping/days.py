"""A home over which days pass: entries are written, backups are made, and one of them is put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app import create_app
from app.gate.audit.sealing import seal_pending
from app.gate.sync import sessions, standing
from app.ground import clock
from app.ground.backup.writing import Backup
from app.ground.house import House, open_house
from app.safekeeping import Restored, back_up, restore
from tests.fixtures.application import PageClient
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "EN à 5"}


@dataclass
class Days:
    """Les Tilleuls and Les Ormes, their backups, and what Aïcha's tablet has kept of what it sent."""

    exchange: Exchange
    folder: Path
    aicha: Unlock = None  # type: ignore[assignment]
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return self.exchange.house

    def write(self, unlock: Unlock | None = None, name: str = "Lenoir") -> str:
        """An entry written and sent now; the tablet keeps the envelope, as it does until a backup covers it."""
        unlock = unlock or self.aicha
        person = self.exchange.home.persons[name]
        claims = unlock.claims("transmission.record", person, PAIN, at=clock.now())
        envelope = unlock.seal(claims)
        assert self.exchange.one(unlock.tablet, envelope)["outcome"] == "applied"
        id_: str = claims["id"]
        self.sent[id_] = envelope
        return id_

    def offer_again(self, **options: Any) -> list[str]:
        """What a tablet does when the epoch changed: everything it kept, once more."""
        kept = list(self.sent.values())
        tablet = self.exchange.home.tablet
        return [one["outcome"] for one in self.exchange.results(tablet, kept, **options)]

    def back_up(self, **how: Any) -> Backup:
        """A backup, with the trail sealed as the worker would have."""
        seal_pending(self.house)
        return back_up(self.house, self.folder / "backups", **how)

    def restore(self, source: Path | None = None, **how: Any) -> Restored:
        """The server is stopped, the backup is put back, and the server starts again."""
        self.house.close()
        how = {"overwrite": True, "accept_older": True} | how
        try:
            return restore(self.house.settings, source or self.folder / "backups", **how)
        finally:
            self.start_again()

    def start_again(self) -> None:
        """A fresh process over the same databases: nothing is remembered."""
        sessions._kept.clear()
        standing.forget()
        house = open_house(self.house.settings)
        application = create_app(house)
        application.test_client_class = PageClient
        self.exchange.application, self.exchange.house = application, house
        self.exchange.home.house = self.exchange.other.house = house


def days_over(house: House, folder: Path) -> Days:
    """It is 14:00; Aïcha has unlocked a tablet."""
    days = Days(exchange_over(house), folder)
    days.aicha = days.exchange.home.unlock("Aïcha")
    return days


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment."""
    with clock.frozen(moment):
        yield


__all__ = ["DAY", "HOUR", "NOW", "Days", "at", "days_over"]
