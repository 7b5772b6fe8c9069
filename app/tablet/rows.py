"""The tablet's picture of its units: one slice each, changed as the feed says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.ground import clock

Row = dict[str, Any]
Named = tuple[str, str]
KINDS = ("unit", "person", "entry", "follow_up", "staff", "vocabulary")


@dataclass(slots=True)
class Slice:
    """What is known of one unit: rows by kind and id, and the cursor up to which it is known."""

    cursor: str | None = None
    rows: dict[str, dict[str, Row]] = field(
        default_factory=lambda: {kind: {} for kind in KINDS},
    )

    def take(self, answer: dict[str, Any]) -> set[Named]:
        """Applies one answer of `/changes`; the (kind, id) of every row that came, changed or went."""
        self.cursor = answer["cursor"]
        if answer.get("unchanged"):
            return set()
        touched = self._clear() if answer["full"] else set()
        for kind, rows in answer["rows"].items():
            place = self.rows.setdefault(kind, {})
            for row in rows:
                place[name_of(kind, row)] = row
                touched.add((kind, name_of(kind, row)))
        for gone in answer["removed"]:
            touched |= self._remove(gone["kind"], gone["id"])
        return touched

    def prune(self, now: datetime) -> set[Named]:
        """Forgets rows whose time window has closed; their (kind, id)."""
        over = {named for named, row in self.each() if _is_over(row, now)}
        for kind, name in over:
            del self.rows[kind][name]
        return over

    def each(self) -> list[tuple[Named, Row]]:
        """Every row with its (kind, id)."""
        return [
            ((kind, name), row) for kind, rows in self.rows.items() for name, row in rows.items()
        ]

    def view(self, now: datetime) -> dict[Named, Row]:
        """What is shown at an instant, to be compared: without the ranking, which no change tells again."""
        return {
            named: {key: value for key, value in row.items() if key != "usual"}
            for named, row in self.each()
            if not _is_over(row, now)
        }

    def _clear(self) -> set[Named]:
        gone = {named for named, _ in self.each()}
        self.rows = {kind: {} for kind in KINDS}
        return gone

    def _remove(self, kind: str, name: str) -> set[Named]:
        """One row; a person's own rows go along."""
        gone = {(kind, name)}
        if kind == "person":
            gone |= {
                (of, one)
                for of, rows in self.rows.items()
                for one, row in rows.items()
                if row.get("person") == name
            }
        for of, one in gone:
            self.rows.get(of, {}).pop(one, None)
        return gone


class Rows:
    """The slices of every unit pulled. Where two tell of the same row, the one told last is believed."""

    def __init__(self, slices: dict[str, Slice] | None = None) -> None:
        self.slices: dict[str, Slice] = slices or {}

    @property
    def cursors(self) -> dict[str, str]:
        """How far each unit is known."""
        return {unit: one.cursor for unit, one in self.slices.items() if one.cursor is not None}

    @property
    def kinds(self) -> dict[str, dict[str, Row]]:
        """Rows by kind and id, over every unit."""
        found: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        for one in self.slices.values():
            for kind, rows in one.rows.items():
                found.setdefault(kind, {}).update(rows)
        return found

    def take(self, unit: str, answer: dict[str, Any]) -> set[Named]:
        """Applies one answer of `/changes`; what it touched."""
        one = self.slices.pop(unit, None) or Slice()
        self.slices[unit] = one
        return one.take(answer)

    def drop(self, unit: str) -> None:
        """This unit is no longer for whoever holds the tablet."""
        self.slices.pop(unit, None)

    def persons(self, unit: str | None = None) -> list[Row]:
        """Persons in walking order, of one unit or all."""
        found = [p for p in self.kinds["person"].values() if unit in (None, p["unit"])]
        return sorted(found, key=lambda row: (row["unit"], row["position"], row["id"]))

    def entries(self, person: str | None = None) -> list[Row]:
        """Entries, newest first, of one person or all."""
        found = [e for e in self.kinds["entry"].values() if person in (None, e["person"])]
        return sorted(found, key=lambda row: (row["occurred_at"], row["id"]), reverse=True)

    def follow_ups(self, person: str | None = None) -> list[Row]:
        """Follow-ups by when they are due, of one person or all."""
        found = [f for f in self.kinds["follow_up"].values() if person in (None, f["person"])]
        return sorted(found, key=lambda row: (row["due_at"], row["id"]))

    def vocabulary(self) -> Row | None:
        """The newest vocabulary received."""
        versions = self.kinds["vocabulary"].values()
        return max(versions, key=lambda row: row["version"], default=None)

    def prune(self, now: datetime) -> dict[str, set[Named]]:
        """Forgets rows whose time window has closed; what went, by unit."""
        return {unit: one.prune(now) for unit, one in self.slices.items()}

    def forget(self) -> None:
        """What locking does: nothing stays in memory."""
        self.slices = {}


def name_of(kind: str, row: Row) -> str:
    """A row's identity: its id; a vocabulary's is its version."""
    return str(row["version"]) if kind == "vocabulary" else str(row["id"])


def _is_over(row: Row, now: datetime) -> bool:
    end = clock.from_text(row.get("expires_at"))
    return end is not None and end <= now
