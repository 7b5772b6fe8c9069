"""In whatever order an entry, its corrections and what is said about them arrive, the same is told in the end."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.areas.journal.models import Entry
from tests.journal.writing import FALL, PAIN
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

START = NOW - timedelta(minutes=10)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
BODIES: list[Json] = [FALL, PAIN, {**FALL, "data": "au sol"}]

# What happens: its kind, about which of the versions there are, how many seconds after the first, with which words.
events = st.tuples(
    st.sampled_from(
        ("correct", "correct", "correct", "complete", "acknowledge", "retract", "read")
    ),
    st.integers(0, 9),
    st.integers(-30, 150),
    st.integers(0, 2),
)
Event = tuple[str, int, int, int]


@dataclass
class Story:
    """One entry and all that became of it, written with fresh ids; each has a name in the story."""

    exchange: Exchange
    unlocks: dict[str, Unlock]
    names: dict[str, str] = field(default_factory=dict)
    envelopes: list[str] = field(default_factory=list)

    def tell(self, told: list[Event]) -> None:
        versions = [self._write("Aïcha", "record", FALL, 0)]
        for number, (kind, about, seconds, words) in enumerate(told, start=1):
            version, at = versions[about % len(versions)], seconds + number / 1_000
            if kind == "correct":
                body = {"entry": version, "reason": "erreur de côté", **BODIES[words]}
                versions.append(self._write("Aïcha", kind, body, at))
            elif kind == "complete":
                said = {"data": "vue"} if words else {"actions": "relevée"}
                self._write("Nadia", kind, {"entry": version, **said}, at)
            elif kind == "read":
                self._write("Nadia", kind, {"entries": [version]}, at)
            else:
                who = "Nadia" if kind == "acknowledge" else "Aïcha"
                self._write(who, kind, {"entry": version}, at)

    def _write(self, who: str, kind: str, body: Json, seconds: float) -> str:
        person = None if kind == "read" else self.exchange.home.persons["Lenoir"]
        at = START + timedelta(seconds=seconds)
        claims = self.unlocks[who].claims(f"transmission.{kind}", person, body, at=at)
        self.names[claims["id"]] = f"{len(self.names)} {kind}"
        self.envelopes.append(self.unlocks[who].seal(claims))
        id_: str = claims["id"]
        return id_

    def deliver(self, order: list[int], size: int) -> None:
        """Hands all in, in that order and in batches, then again until nothing waits."""
        tablet = self.exchange.home.tablet
        for start in range(0, len(order), size):
            part = [self.envelopes[place] for place in order[start : start + size]]
            self.exchange.results(tablet, part)
        outcomes = {"later"}
        for _ in self.envelopes:
            results = self.exchange.results(tablet, self.envelopes)
            outcomes = {one["outcome"] for one in results}
            if "later" not in outcomes:
                break
        assert "later" not in outcomes

    def outcome(self) -> list[tuple[Any, ...]]:
        """What tablets are told of this entry, and what the tables say of each version, in names."""
        told = self.exchange.pull(self.unlocks["Aïcha"], self.exchange.home.units[0])
        rows = [row for row in told["rows"]["entry"] if row["id"] in self.names]
        with self.exchange.house.database.read() as session:
            ids = [uuid.UUID(id) for id in self.names]
            kept = session.scalars(select(Entry).where(Entry.id.in_(ids))).all()
        stored = [
            (str(one.id), one.version, str(one.superseded_by), one.retracted_at, one.expires_at)
            for one in kept
        ]
        assert len({(one.expires_at, one.revision) for one in kept}) == 1  # one for all versions
        living = [row for row in rows if row["superseded_by"] is None]
        assert len(living) == any(one.retracted_at is None for one in kept)  # one of them stands
        return [*sorted(self._named(rows), key=str), *sorted(self._named(stored), key=str)]

    def _named(self, found: Any) -> Any:
        if isinstance(found, dict):
            return {key: self._named(value) for key, value in found.items()}
        if isinstance(found, list | tuple):
            return tuple(self._named(value) for value in found)
        return self.names.get(found, found) if isinstance(found, str) else found


@settings(max_examples=30, deadline=None, suppress_health_check=QUIET)
@given(
    told=st.lists(events, min_size=2, max_size=9),
    dice=st.randoms(use_true_random=False),
    size=st.integers(1, 9),
)
def test_any_order_of_corrections_gives_the_same_entry(
    shared: Exchange, told: list[Event], dice: Random, size: int
) -> None:
    unlocks = {name: shared.home.unlock(name) for name in ("Aïcha", "Nadia")}
    straight, shuffled = Story(shared, unlocks), Story(shared, unlocks)
    straight.tell(told)
    shuffled.tell(told)
    places = list(range(len(straight.envelopes)))
    straight.deliver(places, len(places))
    shuffled.deliver(dice.sample(places * 2, len(places) * 2), size)
    assert shuffled.outcome() == straight.outcome()
