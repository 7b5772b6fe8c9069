"""What a tablet keeps over a restart: one SQLite file, or memory when no file is named."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS proof (session TEXT PRIMARY KEY, sealed TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS envelope (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, session TEXT NOT NULL, sealed TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', made_at TEXT NOT NULL, answered_at TEXT,
    code TEXT, reason TEXT);
CREATE INDEX IF NOT EXISTS envelope_state ON envelope (state, seq);
"""


class Storage:
    """Small facts by name, as JSON, and the connection that the outbox shares."""

    def __init__(self, path: Path | None = None) -> None:
        self.connection = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False
        )
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.executescript(_TABLES)

    def get(self, name: str) -> Any:
        """The value kept under `name`, or None."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, name: str, value: Any) -> None:
        """Keeps `value`, replacing what was there; None forgets it."""
        if value is None:
            self.connection.execute("DELETE FROM fact WHERE name = ?", (name,))
            return
        self.connection.execute(
            "INSERT INTO fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value)),
        )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block's writes, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        self.connection.close()
