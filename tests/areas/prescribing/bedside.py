"""A unit's tablet beside what is prescribed to Mme Lenoir, for tests of what it is told."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.gate.auth.actor import Actor
from app.ground import clock
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW
from tests.sync.test_feed_scope import activate

KINDS = ("line", "dose", "caution", "drug")


@dataclass
class Bedside:
    """Aïcha's tablet in the Glycines, and who prescribes."""

    exchange: Exchange
    aicha: Unlock
    unit: uuid.UUID
    cursor: str | None = None
    rows: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def lenoir(self) -> uuid.UUID:
        return self.exchange.home.persons["Lenoir"]

    def actor(self, name: str, role: str) -> Actor:
        home = self.exchange.home
        return Actor(home.staff[name], home.id, role, None)

    @property
    def nadia(self) -> Actor:
        return self.actor("Nadia", "nurse")

    def do(self, command: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Runs one command in a transaction of its own, at NOW unless told."""
        with self.exchange.house.database.write() as session:
            return command(session, self.exchange.house, *args, **{"now": NOW, **options})

    def pull(self, at: datetime = NOW) -> Json:
        """One answer of the feed, taken in as a tablet does."""
        with clock.frozen(at):
            activate(self.exchange, self.aicha, at)
            answer = self.exchange.pull(self.aicha, self.unit, self.cursor)
        self.cursor = answer["cursor"]
        if answer.get("full"):
            self.rows = {}
        for kind in KINDS:
            kept = self.rows.setdefault(kind, {})
            kept |= {row["id"]: row for row in answer.get("rows", {}).get(kind, [])}
        for gone in answer.get("removed", []):
            self._forget(gone["kind"], gone["id"])
        return answer

    def _forget(self, kind: str, id: str) -> None:
        """One row; a person takes hers along."""
        self.rows.get(kind, {}).pop(id, None)
        if kind == "person":
            for kept in self.rows.values():
                for one in [one for one, row in kept.items() if row.get("person") == id]:
                    del kept[one]

    def whole(self, at: datetime = NOW) -> dict[str, dict[str, Json]]:
        """What a tablet that knows nothing would be told."""
        other = Bedside(self.exchange, self.aicha, self.unit)
        other.pull(at)
        return other.rows


def bedside_of(exchange: Exchange) -> Bedside:
    return Bedside(exchange, exchange.home.unlock("Aïcha"), exchange.home.units[0])


def told(answer: Json, kind: str) -> list[Json]:
    rows: list[Json] = answer.get("rows", {}).get(kind, [])
    return rows


def removed(answer: Json, kind: str) -> list[str]:
    return [one["id"] for one in answer.get("removed", []) if one["kind"] == kind]
