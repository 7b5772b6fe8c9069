"""Whatever is prescribed, changed, suspended and stopped, and whenever a tablet asks: it holds what the server sees."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.areas.prescribing.commands import (
    change,
    prescribe,
    rematerialise,
    resume,
    stop,
    suspend,
)
from app.areas.prescribing.queries import chain_of, lines_of
from app.ground import clock
from app.ground.errors import Conflict
from app.ground.house import House
from medication.prescription import Prescribed
from tests.areas.prescribing.bedside import Bedside, bedside_of
from tests.areas.prescribing.conftest import draft, taken
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Json
from tests.sync.homes import NOW

STEPS = 40
HERBS = Prescribed("Verveine, sachet", None, (), "verveine", "sachet", "")
"""Nothing that safety would stop: this is about what is told."""
MOMENTS = ("matin", "midi", "gouter", "soir", "coucher", "nuit", "07:15")
PERSONS = ("Lenoir", "Roux")


@dataclass
class Story:
    """A home where things happen at hours drawn by the seed; two tablets, of the two units, that ask now and then."""

    here: Bedside
    there: Bedside
    draw: random.Random
    now: datetime = NOW
    done: list[str] = field(default_factory=list)

    def step(self) -> None:
        self.now += timedelta(minutes=self.draw.choice((1, 20, 90, 400)))
        kinds = (self.prescribe, self.rewrite, self.rewrite, self.move, self.written, self.ask)
        kind = self.draw.choice((*kinds, self.ask))
        with clock.frozen(self.now):
            kind()

    def prescribe(self) -> None:
        self.here.do(prescribe, self.here.nadia, self._person(), self._draft(), now=self.now)
        self.done.append("prescribed")

    def rewrite(self) -> None:
        """A line that holds, or will, is changed, suspended, taken up again, stopped or read."""
        house, person = self.here.exchange.house, self._person()
        with house.database.read() as session:
            lines = lines_of(session, house, person, now=self.now)
        if not lines:
            return
        line = self.draw.choice(lines)
        about: dict[str, Any] = {"seen": self._head(line.chain), "now": self.now}
        choices = {
            change: lambda: ((self._draft(),), {}),
            suspend: lambda: ((), {"reason": "nausées", "until_at": self._later()}),
            resume: lambda: ((), {}),
            stop: lambda: ((), {"reason": "guérie"}),
        }
        command = self.draw.choice([*choices, change])
        args, more = choices[command]()
        try:
            self.here.do(command, self.here.nadia, line.chain, *args, **more, **about)
            self.done.append(command.__name__)
        except Conflict:
            pass  # suspended twice, or taken up while it runs: nothing was written

    def move(self) -> None:
        name = self.draw.choice(PERSONS)
        self.here.exchange.home.move(
            name, self.draw.choice(self.here.exchange.home.units), self.now
        )

    def written(self) -> None:
        """The hourly job."""
        home = self.here.exchange.home
        persons = [home.persons[name] for name in PERSONS]
        self.here.do(rematerialise, home.id, persons, now=self.now)

    def ask(self) -> None:
        self.draw.choice((self.here, self.there)).pull(self.now)

    def compare(self) -> None:
        """Each tablet asks once more, and holds what one that knew nothing is told."""
        for tablet in (self.here, self.there):
            tablet.pull(self.now)
            held, seen = shown(tablet.rows, self.now), shown(tablet.whole(self.now), self.now)
            for kind in held:
                assert held[kind] == seen[kind]

    def _person(self) -> uuid.UUID:
        return self.here.exchange.home.persons[self.draw.choice(PERSONS)]

    def _draft(self) -> Any:
        moments = self.draw.sample(MOMENTS, self.draw.randint(1, 3))
        scheme = taken(*moments, amount=self.draw.choice(("0.5", "1")))
        starts_at = self.draw.choice((None, None, self._later()))
        ends_at = self.draw.choice((None, (starts_at or self.now) + timedelta(days=3)))
        return draft(drug=HERBS, scheme=scheme, starts_at=starts_at, ends_at=ends_at)

    def _later(self) -> datetime:
        return self.now + timedelta(hours=self.draw.choice((5, 30, 71, 80)))

    def _head(self, chain: uuid.UUID) -> uuid.UUID:
        house = self.here.exchange.house
        with house.database.read() as session:
            return chain_of(session, house, self.here.exchange.home.id, chain)[0].id


def shown(rows: dict[str, dict[str, Json]], now: datetime) -> dict[str, dict[str, Json]]:
    """Lines and doses as a screen shows them at an instant: what has expired, or is no longer news, is not."""
    at = clock.to_text(now)
    lines = {
        id: {**row, "change": row["change"] if _is_news(row, at) else None}
        for id, row in rows["line"].items()
    }
    doses = {id: row for id, row in rows["dose"].items() if row["expires_at"] > at}
    return {"line": {id: row for id, row in lines.items() if not _is_over(row, at)}, "dose": doses}


def _is_news(row: Json, at: str) -> bool:
    return row["change"] is not None and row["change"]["until"] > at


def _is_over(row: Json, at: str) -> bool:
    return row["expires_at"] is not None and row["expires_at"] <= at


@pytest.fixture
def story(house: House, request: pytest.FixtureRequest) -> Iterator[Story]:
    with clock.frozen(NOW):
        here = bedside_of(exchange_over(house))
        there = Bedside(here.exchange, here.aicha, here.exchange.home.units[1])
        yield Story(here, there, random.Random(request.param))


@pytest.mark.parametrize("story", range(4), indirect=True)
def test_a_tablet_holds_the_treatment_that_the_server_sees(story: Story) -> None:
    for _ in range(STEPS):
        story.step()
    story.compare()
    assert "prescribed" in story.done
