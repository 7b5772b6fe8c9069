"""Rows on disk, each sealed under its unit's store key: a restart asks the server only for what changed since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.tablet.rows import Named, Row, Rows, Slice
from app.tablet.storage import Storage

StoreKeys = dict[tuple[str, int], bytes]
_IV = 12


class Store:
    """What the tablet's file keeps of its units. Whoever holds no key of a unit reads none of it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def load(self, keys: StoreKeys) -> Rows:
        """The rows that these keys open. A unit of which anything does not open is to be fetched whole."""
        slices: dict[str, Slice] = {}
        cursors = self._storage.connection.execute("SELECT unit, cursor FROM place").fetchall()
        for unit, cursor in cursors:
            rows = self._open(unit, keys)
            if rows is not None:
                slices[unit] = Slice(cursor)
                for (kind, name), row in rows:
                    slices[unit].rows.setdefault(kind, {})[name] = row
        return Rows(slices)

    def keep(self, unit: str, one: Slice, touched: Iterable[Named], keys: StoreKeys) -> None:
        """Writes what was touched, and the cursor with it: both or neither."""
        version = max((held for of, held in keys if of == unit), default=None)
        if version is None:
            return
        gone: list[Any] = []
        kept: list[Any] = []
        for kind, name in touched:
            row = one.rows.get(kind, {}).get(name)
            if row is None:
                gone.append((unit, kind, name))
            else:
                sealed = _seal(keys[unit, version], f"{unit}/{kind}/{name}", row)
                kept.append((unit, kind, name, version, sealed))
        with self._storage.transaction() as connection:
            connection.executemany(
                "DELETE FROM sealed_row WHERE unit = ? AND kind = ? AND id = ?", gone
            )
            connection.executemany("INSERT OR REPLACE INTO sealed_row VALUES (?, ?, ?, ?, ?)", kept)
            connection.execute("INSERT OR REPLACE INTO place VALUES (?, ?)", (unit, one.cursor))

    def renew(self, keys: StoreKeys) -> None:
        """Seals again what is sealed under a key that was replaced, as long as that key is still given."""
        newest = {unit: max(held for of, held in keys if of == unit) for unit, _ in keys}
        renewed: list[Any] = []
        for unit, kind, name, version, sealed in self._storage.connection.execute(
            "SELECT unit, kind, id, version, sealed FROM sealed_row"
        ).fetchall():
            key, last = keys.get((unit, version)), newest.get(unit)
            if key is None or last is None or last == version:
                continue
            row = _open(key, f"{unit}/{kind}/{name}", sealed)
            if row is not None:
                again = _seal(keys[unit, last], f"{unit}/{kind}/{name}", row)
                renewed.append((last, again, unit, kind, name))
        with self._storage.transaction() as connection:
            connection.executemany(
                "UPDATE sealed_row SET version = ?, sealed = ? WHERE unit = ? AND kind = ? AND id = ?",
                renewed,
            )

    def drop(self, unit: str) -> None:
        """Forgets a unit that is no longer this tablet's, or its holder's."""
        with self._storage.transaction() as connection:
            connection.execute("DELETE FROM sealed_row WHERE unit = ?", (unit,))
            connection.execute("DELETE FROM place WHERE unit = ?", (unit,))

    def _open(self, unit: str, keys: StoreKeys) -> list[tuple[Named, Row]] | None:
        found = []
        for kind, name, version, sealed in self._storage.connection.execute(
            "SELECT kind, id, version, sealed FROM sealed_row WHERE unit = ?", (unit,)
        ):
            key = keys.get((unit, version))
            row = _open(key, f"{unit}/{kind}/{name}", sealed) if key else None
            if row is None:
                return None
            found.append(((kind, name), row))
        return found


def _seal(key: bytes, name: str, row: Row) -> bytes:
    iv = os.urandom(_IV)
    return iv + AESGCM(key).encrypt(iv, json.dumps(row).encode(), name.encode())


def _open(key: bytes, name: str, sealed: bytes) -> Row | None:
    try:
        plain = AESGCM(key).decrypt(sealed[:_IV], sealed[_IV:], name.encode())
    except InvalidTag:
        return None
    row: Row = json.loads(plain)
    return row
