"""The outbox: sealed envelopes in the order they were made, kept until the server has them for good."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.ground import clock
from app.ground.ids import new_id
from app.tablet.storage import Jar, Storage

KEPT = timedelta(days=14)
UNKNOWN = "unknown"
_DONE = ("applied", "duplicate")
_RANGES = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One envelope of the outbox. `state` is waiting, applied, duplicate or quarantined."""

    seq: int
    id: uuid.UUID
    session: uuid.UUID
    sealed: str
    state: str
    code: str | None
    reason: str | None


class Outbox:
    """Entries get `seq` without gaps; `install` names this local store and is new with each.

    `jar` remembers the last number when the store vanishes. `prior` is what a new store says of the one before it,
    until the server has noted it.
    """

    def __init__(self, storage: Storage, jar: Jar | None = None) -> None:
        self._storage, self._jar = storage, jar or Jar()
        if storage.get("install") is None:
            storage.put("prior", _before(self._jar))
            storage.put("install", str(new_id()))
        self.install = uuid.UUID(storage.get("install"))
        self._catch_up()

    @property
    def last_seq(self) -> int:
        """The highest number ever given, 0 before the first."""
        return self._storage.get("last_seq") or 0

    @property
    def prior(self) -> dict[str, Any] | str | None:
        """`install` and `last_seq` of the store before this one, or "unknown"; None when there is nothing to tell."""
        return self._storage.get("prior")

    def prior_noted(self) -> None:
        """The server knows what `prior` says: it is told no more."""
        self._storage.put("prior", None)

    def add(
        self, id: uuid.UUID, session: uuid.UUID, at: datetime, make: Callable[[int], str]
    ) -> int:
        """Keeps the envelope that `make` seals for the next number; returns that number."""
        with self._storage.transaction() as connection:
            seq = self.last_seq + 1
            connection.execute(
                "INSERT INTO envelope (seq, id, session, sealed, made_at) VALUES (?, ?, ?, ?, ?)",
                (seq, str(id), str(session), make(seq), clock.to_text(at)),
            )
            self._storage.put("last_seq", seq)
        self._jar.sing(self.install, seq)
        return seq

    def waiting(self, limit: int = 200, *, after: int = 0) -> list[Kept]:
        """What the server has not answered for and is numbered above `after`, oldest first."""
        return self._select(
            "WHERE state = 'waiting' AND seq > ? ORDER BY seq LIMIT ?", after, limit
        )

    def quarantined(self) -> list[Kept]:
        """What the server keeps apart, with its reason."""
        return self._select("WHERE state = 'quarantined' ORDER BY seq")

    def all(self) -> list[Kept]:
        """Every envelope still kept here."""
        return self._select("ORDER BY seq")

    def held(self) -> list[list[int]]:
        """The numbers that still wait, as ranges [from, to]."""
        rows = self._storage.connection.execute(
            "SELECT seq FROM envelope WHERE state = 'waiting' ORDER BY seq"
        )
        return _ranges(row[0] for row in rows)[:_RANGES]

    def oldest_at(self) -> str | None:
        """When the oldest envelope that waits was made, by this device's clock."""
        row = self._storage.connection.execute(
            "SELECT made_at FROM envelope WHERE state = 'waiting' ORDER BY seq LIMIT 1"
        ).fetchone()
        return row[0] if row else None

    def count(self) -> int:
        """How many wait."""
        query = "SELECT count(*) FROM envelope WHERE state = 'waiting'"
        return int(self._storage.connection.execute(query).fetchone()[0])

    def settle(self, batch: list[Kept], results: list[dict[str, Any]], at: datetime) -> int:
        """Notes one answer each, in order; `later` stays waiting. Returns how many were settled."""
        settled = 0
        with self._storage.transaction() as connection:
            for one, result in zip(batch, results, strict=True):
                if result["outcome"] not in (*_DONE, "quarantined"):
                    continue
                settled += 1
                connection.execute(
                    "UPDATE envelope SET state = ?, code = ?, reason = ?, answered_at = ?"
                    " WHERE seq = ?",
                    (
                        result["outcome"],
                        result.get("code"),
                        result.get("reason"),
                        clock.to_text(at),
                        one.seq,
                    ),
                )
        return settled

    def offer_again(self) -> None:
        """After a restore of the server: everything still kept is offered once more."""
        self._storage.connection.execute("UPDATE envelope SET state = 'waiting'")

    def forget(self, *, durable_through: datetime | None, now: datetime) -> None:
        """Drops what a verified backup covers, or what was answered 14 days ago."""
        limit = max(durable_through, now - KEPT) if durable_through else now - KEPT
        self._storage.connection.execute(
            "DELETE FROM envelope WHERE state IN ('applied', 'duplicate') AND answered_at <= ?",
            (clock.to_text(limit),),
        )

    def _catch_up(self) -> None:
        """A store that came back older than it was gives no number twice."""
        install, seq = self._jar.canary or (None, 0)
        if install == self.install and seq > self.last_seq:
            self._storage.put("last_seq", seq)

    def _select(self, where: str, *values: Any) -> list[Kept]:
        rows = self._storage.connection.execute(
            f"SELECT seq, id, session, sealed, state, code, reason FROM envelope {where}",  # noqa: S608
            values,
        )
        return [Kept(r[0], uuid.UUID(r[1]), uuid.UUID(r[2]), *r[3:]) for r in rows]


def _before(jar: Jar) -> dict[str, Any] | str | None:
    """What is known of the numbering before a new store: a device that was enrolled already had one."""
    if jar.canary is not None:
        install, seq = jar.canary
        return {"install": str(install), "last_seq": seq}
    return UNKNOWN if jar.device is not None else None


def _ranges(numbers: Iterable[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
