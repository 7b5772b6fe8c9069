"""The tablet's picture of its units: rows of the change feed by kind, changed and removed as the feed says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.ground import clock

Row = dict[str, Any]
KINDS = ("unit", "person", "entry", "staff", "vocabulary")
_OF_PERSON = "entry"


class Rows:
    """Rows by kind and id, over every unit pulled, and one cursor per unit."""

    def __init__(self) -> None:
        self.kinds: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        self.cursors: dict[str, str] = {}

    def take(self, unit: str, answer: dict[str, Any]) -> None:
        """Applies one answer of `/changes`. A full one replaces everything that belongs to the unit."""
        self.cursors[unit] = answer["cursor"]
        if answer.get("unchanged"):
            return
        if answer["full"]:
            self._drop_unit(unit)
        for kind, rows in answer["rows"].items():
            place = self.kinds.setdefault(kind, {})
            place.update({name_of(kind, row): row for row in rows})
        for gone in answer["removed"]:
            self._leave(unit, gone["kind"], gone["id"])

    def persons(self, unit: str | None = None) -> list[Row]:
        """Persons in walking order, of one unit or all."""
        found = [p for p in self.kinds["person"].values() if unit in (None, p["unit"])]
        return sorted(found, key=lambda row: (row["unit"], row["position"], row["id"]))

    def entries(self, person: str | None = None) -> list[Row]:
        """Entries, newest first, of one person or all."""
        found = [e for e in self.kinds["entry"].values() if person in (None, e["person"])]
        return sorted(found, key=lambda row: (row["occurred_at"], row["id"]), reverse=True)

    def vocabulary(self) -> Row | None:
        """The newest vocabulary received."""
        versions = self.kinds["vocabulary"].values()
        return max(versions, key=lambda row: row["version"], default=None)

    def prune(self, now: datetime) -> None:
        """Forgets rows whose time window has closed."""
        for place in self.kinds.values():
            for name in [n for n, row in place.items() if _is_over(row, now)]:
                del place[name]

    def forget(self) -> None:
        """What locking does: nothing stays in memory."""
        self.__init__()  # type: ignore[misc]

    def _leave(self, unit: str, kind: str, name: str) -> None:
        """A removal speaks of its own unit: who moved to another unit of this tablet stays there."""
        row = self.kinds.get(kind, {}).get(name)
        if kind == "person" and row is not None and row["unit"] != unit:
            return
        self._remove(kind, name)

    def _remove(self, kind: str, name: str) -> None:
        self.kinds.get(kind, {}).pop(name, None)
        if kind == "person":
            entries = self.kinds[_OF_PERSON]
            for entry in [e for e, row in entries.items() if row["person"] == name]:
                del entries[entry]

    def _drop_unit(self, unit: str) -> None:
        for row in self.persons(unit):
            self._remove("person", row["id"])
        self.kinds["unit"].pop(unit, None)


def name_of(kind: str, row: Row) -> str:
    """A row's identity: its id; a vocabulary's is its version."""
    return str(row["version"]) if kind == "vocabulary" else str(row["id"])


def _is_over(row: Row, now: datetime) -> bool:
    end = clock.from_text(row.get("expires_at"))
    return end is not None and end <= now
