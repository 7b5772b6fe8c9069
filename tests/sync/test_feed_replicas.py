"""Whatever happens between two polls, what a tablet holds is what the server would send it whole."""

from __future__ import annotations

import uuid
from datetime import timedelta
from random import Random

import pytest

from app.ground import clock
from app.ground.house import House
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW
from tests.sync.test_feed import FALL, PAIN, activate, write
from tests.sync.test_feed_scope import Replica

STEPS = 45
SOMETIMES = timedelta(hours=5)


class Story:
    """Two homes' afternoon and the week after it, drawn from one seed."""

    def __init__(self, exchange: Exchange, seed: int) -> None:
        self.exchange, self.random = exchange, Random(seed)
        self.now = NOW
        self.pens = {name: exchange.home.unlock(name) for name in ("Aïcha", "Nadia")}
        self.written: list[tuple[str, str, str]] = []
        self.due: list[tuple[str, str]] = []
        self.held = [
            Replica(exchange, self.pens["Aïcha"], unit)
            for unit in exchange.home.units
            for _ in "ab"
        ]

    def step(self) -> None:
        self.now += timedelta(minutes=self.random.randint(0, 20))
        if self.random.random() < 0.12:
            self.now += SOMETIMES * self.random.randint(1, 6)
        with clock.frozen(self.now):
            for pen in self.pens.values():
                activate(self.exchange, pen, self.now)
            self.random.choice(
                [self._write, self._touch, self._move, self._follow, self._poll, self._poll]
            )()

    def _write(self) -> None:
        name, by = self._person(), self.random.choice(list(self.pens))
        body = self.random.choice([PAIN, FALL])
        entry = write(self.exchange, self.pens[by], name, body, at=self.now)
        self.written.append((entry, name, by))

    def _touch(self) -> None:
        if not self.written:
            return
        entry, name, by = self.random.choice(self.written)
        kind = self.random.choice(["read", "complete", "retract", "acknowledge"])
        pen: Unlock = self.pens[by if kind == "retract" else "Nadia"]
        body = {"entries": [entry]} if kind == "read" else {"entry": entry}
        if kind == "complete":
            body["result"] = "soulagée"
        envelope = pen.write(
            f"transmission.{kind}", self.exchange.home.persons[name], body, at=self.now
        )
        self.exchange.one(pen.tablet, envelope)  # refused or not: either is part of the story

    def _follow(self) -> None:
        """Something is due within hours or days, or what was due is closed, put off, opened again."""
        name, due = self._person(), self.now + timedelta(hours=self.random.randint(-2, 150))
        kinds = ["open", "open", "close", "postpone", "acknowledge"]
        kind = self.random.choice(kinds) if self.due else "open"
        if kind == "open":
            body: Json = {"kind": "task", "what": "peser", "due_at": clock.to_text(due)}
        else:
            id, name = self.random.choice(self.due)
            body = {"follow_up": id}
            body |= {"outcome": "done"} if kind == "close" else {}
            body |= {"due_at": clock.to_text(due)} if kind == "postpone" else {}
        pen = self.pens["Nadia"]
        person = self.exchange.home.persons[name]
        claims = pen.claims(f"follow_up.{kind}", person, body, at=self.now)
        if self.exchange.one(pen.tablet, pen.seal(claims))["outcome"] == "applied":
            self.due += [(claims["id"], name)] if kind == "open" else []

    def _move(self) -> None:
        choices: list[uuid.UUID | None] = [
            *self.exchange.home.units,
            *self.exchange.home.units,
            None,
        ]
        self.exchange.home.move(self._person(), self.random.choice(choices), at=self.now)

    def _poll(self) -> None:
        self.random.choice(self.held).pull()

    def _person(self) -> str:
        return self.random.choice(list(self.exchange.home.persons))

    def compare(self) -> None:
        """Every tablet against a snapshot."""
        with clock.frozen(self.now):
            for pen in self.pens.values():
                activate(self.exchange, pen, self.now)
            for one in self.held:
                one.pull()
                whole = Replica(self.exchange, one.unlock, one.unit)
                whole.pull()
                assert one.view() == whole.view()


@pytest.mark.parametrize("seed", range(3))
def test_a_replica_is_the_server_s_view(seed: int, each_house: House) -> None:
    with clock.frozen(NOW):
        story = Story(exchange_over(each_house), seed)
    for _ in range(STEPS):
        story.step()
    story.compare()
    assert story.written
    assert story.due


@pytest.mark.parametrize("seed", range(10, 18))
def test_a_replica_is_the_server_s_view_over_many_stories(seed: int, house: House) -> None:
    with clock.frozen(NOW):
        story = Story(exchange_over(house), seed)
    for _ in range(STEPS):
        story.step()
    story.compare()
