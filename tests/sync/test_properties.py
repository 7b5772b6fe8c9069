"""Whatever the order, the repeats and the losses: the same tables, and stores equal to the server’s view."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.areas.journal.models import Addition, Entry, Receipt
from app.gate.auth.actor import Actor
from app.gate.sync import feed
from app.gate.sync.asking import Asked
from app.gate.sync.models import Command
from app.ground import clock
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

SECOND = timedelta(seconds=1)
BODIES: list[Json] = [
    {"cible": "douleur-aigue", "vocabulary": 1},
    {"cible": "chute", "vocabulary": 1},
    {"cible": "chute", "vocabulary": 1, "data": "au sol"},
]
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
few = settings(max_examples=25, deadline=None, suppress_health_check=QUIET)

# A gesture: its kind, which entry it is about, when, by whom.
gestures = st.tuples(
    st.sampled_from(("complete", "acknowledge", "acknowledge", "retract", "read")),
    st.integers(0, 1),
    st.integers(0, 5),
    st.sampled_from(("Aïcha", "Nadia", "Hélène")),
)


@dataclass
class Script:
    """The same story written with fresh ids: envelopes in order, and the name each id has in the story."""

    exchange: Exchange
    names: dict[uuid.UUID, str] = field(default_factory=dict)
    envelopes: list[str] = field(default_factory=list)

    def tell(self, unlocks: dict[str, Unlock], story: list[tuple[str, int, int, str]]) -> None:
        entries = []
        for number, body in enumerate(BODIES[1:]):
            entries.append(self._add(unlocks["Aïcha"], "record", body, NOW, f"entry {number}"))
        for number, (kind, about, seconds, by) in enumerate(story):
            at = (
                NOW - 200 * SECOND + seconds * SECOND
                if kind != "retract"
                else NOW + seconds * SECOND
            )
            entry, name = entries[about], f"gesture {number}"
            if kind in ("acknowledge", "see"):
                self._add(unlocks["Nadia"], "acknowledge", {"entry": entry}, at, name)
            elif kind == "retract":
                self._add(unlocks["Aïcha"], "retract", {"entry": entry}, at, name)
            elif kind == "read":
                self._add(unlocks[by], "read", {"entries": [entry, entries[0]]}, at, name)
            else:
                body = {"entry": entry, "data": "vue" if about % 2 else None, "actions": "relevée"}
                self._add(unlocks[by], "complete", body, at, name)

    def _add(self, unlock: Unlock, type: str, body: Json, at: datetime, name: str) -> str:
        person = None if type == "read" else self.exchange.home.persons["Lenoir"]
        claims = unlock.claims(f"transmission.{type}", person, body, at=at)
        self.names[uuid.UUID(claims["id"])] = name
        self.envelopes.append(unlock.seal(claims))
        id_: str = claims["id"]
        return id_

    def deliver(self, order: list[int], cuts: list[int]) -> None:
        """Hands the envelopes in, in that order, cut in batches, then again until nothing waits."""
        tablet = self.exchange.home.tablet
        sent = [self.envelopes[place] for place in order]
        while sent:
            size = cuts.pop() if cuts else len(sent)
            self.exchange.results(tablet, sent[:size])
            sent = sent[size:]
        for _ in range(3):
            outcomes = [one["outcome"] for one in self.exchange.results(tablet, self.envelopes)]
        assert "later" not in outcomes

    def tables(self) -> dict[str, list[Any]]:
        """What the tables hold of this story, in its own names."""
        with self.exchange.house.database.read() as session:
            entries = session.scalars(select(Entry).where(Entry.id.in_(self.names))).all()
            added = session.scalars(select(Addition).where(Addition.id.in_(self.names))).all()
            read = session.scalars(select(Receipt).where(Receipt.entry_id.in_(self.names))).all()
            done = session.scalars(select(Command).where(Command.id.in_(self.names))).all()
        return {
            "entries": sorted(
                (
                    self.names[one.id],
                    one.is_incomplete,
                    one.acknowledged_by,
                    one.acknowledged_at,
                    one.retracted_at,
                    one.expires_at,
                )
                for one in entries
            ),
            "additions": sorted((self.names[one.id], one.occurred_at) for one in added),
            "receipts": sorted(
                (self.names[one.entry_id], one.staff_id, one.read_at) for one in read
            ),
            "commands": sorted((self.names[one.id], one.occurred_at) for one in done),
        }


@few
@given(
    story=st.lists(gestures, min_size=3, max_size=9),
    dice=st.randoms(use_true_random=False),
    cuts=st.lists(st.integers(1, 9), max_size=12),
)
def test_any_order_with_repeats_gives_the_same_tables(
    shared: Exchange,
    story: list[tuple[str, int, int, str]],
    dice: Random,
    cuts: list[int],
) -> None:
    unlocks = {name: shared.home.unlock(name) for name in ("Aïcha", "Nadia", "Hélène")}
    straight, shuffled = Script(shared), Script(shared)
    straight.tell(unlocks, story)
    shuffled.tell(unlocks, story)
    straight.deliver(list(range(len(straight.envelopes))), [])
    places = list(range(len(shuffled.envelopes)))
    order = dice.sample(places * 2, len(places) * 2)
    shuffled.deliver(order, cuts)
    assert shuffled.tables() == straight.tables()


@dataclass
class Store:
    """What a tablet holds of one unit, as it applies the feed's answers."""

    unit: uuid.UUID
    actor: Actor
    cursor: str | None = None
    rows: dict[tuple[str, str], Json] = field(default_factory=dict)

    def pull(self, exchange: Exchange, now: datetime) -> None:
        device = exchange.home.tablet.id
        asked = Asked(self.unit, self.cursor)
        answer = feed.changes(exchange.house, self.actor, device, asked, now=now).answer
        self.cursor = answer["cursor"]
        if answer.get("unchanged"):
            return
        if answer["full"]:
            self.rows.clear()
        for kind, rows in answer["rows"].items():
            for row in rows:
                self.rows[kind, str(row.get("id", row.get("version")))] = row
        for gone in answer["removed"]:
            self._forget(gone["kind"], gone["id"])

    def view(self, now: datetime) -> dict[tuple[str, str], Json]:
        """What is still shown, without the ranking, which a change of entries alone does not tell again."""
        shown = {}
        for name, row in self.rows.items():
            ends = clock.from_text(row.get("expires_at"))
            if ends is None or ends > now:
                shown[name] = {key: value for key, value in row.items() if key != "usual"}
        return shown

    def _forget(self, kind: str, id: str) -> None:
        self.rows.pop((kind, id), None)
        if kind == "person":
            mine = [name for name, row in self.rows.items() if row.get("person") == id]
            for name in mine:
                del self.rows[name]


seeds = st.integers(0, 2**32)
unshrunk = settings(few, phases=(Phase.explicit, Phase.generate), max_examples=12)


@unshrunk
@given(seed=seeds)
def test_a_store_that_follows_equals_the_server_s_view(shared: Exchange, seed: int) -> None:
    dice, world = Random(seed), World(shared)
    try:
        for _ in range(40):
            world.do(dice)
        for store in world.stores:
            store.pull(shared, world.now)
            fresh = Store(store.unit, store.actor)
            fresh.pull(shared, world.now)
            assert store.view(world.now) == fresh.view(world.now)
            assert not any(str(other) in str(store.rows) for other in world.units - {store.unit})
    finally:
        world.everybody_home()


GESTURES = ("retract", "read", "acknowledge", "complete")


class World:
    """Two units, two stores, and what may happen to them."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange, self.now = exchange, NOW
        home = exchange.home
        self.units = set(home.units)
        actor = Actor(home.staff["Aïcha"], home.id, "care_assistant", None, home.tablet.id, None)
        self.stores = [Store(unit, actor) for unit in home.units]
        self.aicha, self.nadia = home.unlock("Aïcha"), home.unlock("Nadia")
        self.entries: list[tuple[str, str]] = []
        for store in self.stores:
            store.pull(exchange, self.now)

    def do(self, dice: Random) -> None:
        """One thing happens; what was just written is what is mostly touched next."""
        kind = dice.choice(
            ("record", "record", "gesture", "gesture", "gesture", "pull", "pull", "move", "wait")
        )
        person = dice.choice(list(self.exchange.home.persons)[:4])
        if kind == "pull":
            dice.choice(self.stores).pull(self.exchange, self.now)
        elif kind == "wait":
            self.now += timedelta(hours=dice.choice((0, 0, 5, 30, 100)))
        elif kind == "move":
            where = dice.choice([*self.exchange.home.units, *self.exchange.home.units, None])
            self.exchange.home.move(person, where, at=self.now)
        elif kind == "record":
            entry = self._send(self.aicha, "record", person, dice.choice(BODIES))
            self.entries.append((entry, person))
        elif self.entries:
            self._gesture(dice.choice(GESTURES), *dice.choice(self.entries[-4:]))

    def _gesture(self, kind: str, entry: str, person: str) -> None:
        body: Json = {"entries": [entry]} if kind == "read" else {"entry": entry}
        who = self.aicha if kind == "retract" else self.nadia
        self._send(who, kind, person, body | ({"data": "x"} if kind == "complete" else {}))

    def everybody_home(self) -> None:
        for number, person in enumerate(list(self.exchange.home.persons)[:4]):
            self.exchange.home.move(person, self.exchange.home.units[number % 2], at=self.now)

    def _send(self, unlock: Unlock, type: str, person: str, body: Json) -> str:
        claims = unlock.claims(
            f"transmission.{type}", self.exchange.home.persons[person], body, at=self.now
        )
        with clock.frozen(self.now):
            self.exchange.results(unlock.tablet, [unlock.seal(claims)])
        id_: str = claims["id"]
        return id_
