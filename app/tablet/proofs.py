"""Sealed proofs of unlocks: what makes the server believe a session, kept as long as an envelope of that session is."""

from __future__ import annotations

import uuid
from typing import Any

from app.tablet.outbox import Kept
from app.tablet.storage import Storage


class Proofs:
    """A proof that the server has not seen is due: it travels with its session's envelopes."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def add(self, session: uuid.UUID, sealed: str, *, is_due: bool) -> None:
        """Keeps the proof of one unlock, made with or without network."""
        self._storage.connection.execute(
            "INSERT OR REPLACE INTO session_proof VALUES (?, ?, ?)", (str(session), sealed, is_due)
        )

    def due(self, batch: list[Kept]) -> list[str]:
        """The proofs due for the sessions that signed these envelopes."""
        sessions = sorted({str(one.session) for one in batch})
        marks = ",".join("?" * len(sessions))
        rows = self._storage.connection.execute(
            f"SELECT sealed FROM session_proof WHERE is_due AND session IN ({marks})"  # noqa: S608
            " ORDER BY session",
            sessions,
        )
        return [row[0] for row in rows]

    def all(self) -> list[str]:
        """Every proof kept, the oldest unlock first: what a quick one leans on comes before it."""
        rows = self._storage.connection.execute("SELECT sealed FROM session_proof ORDER BY session")
        return [row[0] for row in rows]

    def note(self, batch: list[Kept], results: list[dict[str, Any]]) -> None:
        """A session whose envelopes were all understood needs its proof no more; one that is unknown does."""
        unknown = {
            str(one.session)
            for one, result in zip(batch, results, strict=True)
            if result.get("code") in ("unknown_session", "unavailable")
        }
        for session in {str(one.session) for one in batch}:
            self._storage.connection.execute(
                "UPDATE session_proof SET is_due = ? WHERE session = ?",
                (session in unknown, session),
            )

    def offer_again(self) -> None:
        """After a restore of the server, none is known."""
        self._storage.connection.execute("UPDATE session_proof SET is_due = 1")

    def forget(self, current: uuid.UUID | None) -> None:
        """Drops those of sessions of which no envelope is left, except `current`."""
        self._storage.connection.execute(
            "DELETE FROM session_proof WHERE session <> ?"
            " AND session NOT IN (SELECT session FROM envelope)",
            (str(current),),
        )
