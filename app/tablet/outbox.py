"""The outbox: sealed envelopes in the order they were made, kept until the server has them for good."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.ground import clock
from app.ground.ids import new_id
from app.tablet.storage import Storage

KEPT = timedelta(days=14)
_DONE = ("applied", "duplicate")


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
    """Entries get `seq` without gaps; `install` names this local store and is new with each."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        if storage.get("install") is None:
            storage.put("install", str(new_id()))
        self.install = uuid.UUID(storage.get("install"))

    @property
    def last_seq(self) -> int:
        """The highest number ever given, 0 before the first."""
        return self._storage.get("last_seq") or 0

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
        return seq

    def add_proof(self, session: uuid.UUID, sealed: str) -> None:
        """Keeps the sealed proof of an offline unlock; it travels with that session's envelopes."""
        self._storage.connection.execute(
            "INSERT OR REPLACE INTO proof VALUES (?, ?)", (str(session), sealed)
        )

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

    def proofs(self, batch: list[Kept]) -> list[str]:
        """The proofs of the offline sessions that signed these envelopes."""
        sessions = sorted({str(one.session) for one in batch})
        marks = ",".join("?" * len(sessions))
        rows = self._storage.connection.execute(
            f"SELECT sealed FROM proof WHERE session IN ({marks}) ORDER BY session",  # noqa: S608
            sessions,
        )
        return [row[0] for row in rows]

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

    def _select(self, where: str, *values: Any) -> list[Kept]:
        rows = self._storage.connection.execute(
            f"SELECT seq, id, session, sealed, state, code, reason FROM envelope {where}",  # noqa: S608
            values,
        )
        return [Kept(r[0], uuid.UUID(r[1]), uuid.UUID(r[2]), *r[3:]) for r in rows]
