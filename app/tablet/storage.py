"""What a tablet keeps over a restart: one SQLite file, or memory when no file is named.

`Storage` is the browser's database: it can vanish. `Jar` is its cookies, which may outlive it, or not.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS session_proof (
    session TEXT PRIMARY KEY, sealed TEXT NOT NULL, is_due INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS place (unit TEXT PRIMARY KEY, cursor TEXT);
CREATE TABLE IF NOT EXISTS sealed_row (
    unit TEXT, kind TEXT, id TEXT, version INTEGER NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (unit, kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS envelope (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, session TEXT NOT NULL, sealed TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', made_at TEXT NOT NULL, answered_at TEXT,
    code TEXT, reason TEXT);
CREATE TABLE IF NOT EXISTS part (
    name TEXT PRIMARY KEY, command TEXT NOT NULL, sealed BLOB NOT NULL);
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

    def size(self) -> int:
        """How many bytes are in use."""
        (pages,) = self.connection.execute("PRAGMA page_count").fetchone()
        (each,) = self.connection.execute("PRAGMA page_size").fetchone()
        return int(pages * each)

    def close(self) -> None:
        self.connection.close()


class Jar:
    """The device's cookie, and the canary: the install and the last number that this device ever gave.

    They are in a file beside the store, or in memory when no file is named.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._held: dict[str, str] = (
            json.loads(path.read_text()) if path is not None and path.exists() else {}
        )

    @property
    def device(self) -> str | None:
        return self._held.get("device")

    @device.setter
    def device(self, cookie: str) -> None:
        self._put("device", cookie)

    @property
    def canary(self) -> tuple[uuid.UUID, int] | None:
        """What a store that vanished had numbered, as far as the cookie knows."""
        install, _, seq = self._held.get("canary", "").partition(".")
        return (uuid.UUID(install), int(seq)) if seq else None

    def sing(self, install: uuid.UUID, seq: int) -> None:
        """Notes the last number given: numbers only, nothing about anyone."""
        self._put("canary", f"{install}.{seq}")

    def _put(self, name: str, value: str) -> None:
        self._held[name] = value
        if self._path is not None:
            beside = self._path.with_suffix(".new")
            beside.touch(mode=0o600)
            beside.write_text(json.dumps(self._held))
            beside.replace(self._path)
