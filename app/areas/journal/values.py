"""Transmissions as an office page shows them: the version that stands, the versions before it, who read which."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.gate.sync.scope import Row
from app.ground import clock

_PARTS = (("data", "Données"), ("actions", "Actions"), ("result", "Résultat"))


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at once: (part, ready-made phrases, text) for each part that says something."""

    author_id: uuid.UUID
    occurred_at: datetime
    parts: tuple[tuple[str, tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class EntryValue:
    """One version of a transmission. What holds for the whole is told by the one that stands, with the `older` ones,
    the latest first."""

    id: uuid.UUID
    person_id: uuid.UUID
    cible: str
    label: str
    said: Said
    additions: tuple[Said, ...]
    is_important: bool
    is_to_read: bool
    is_alarm: bool
    is_incomplete: bool
    acknowledged_by: uuid.UUID | None
    acknowledged_at: datetime | None
    witness_id: uuid.UUID | None
    alone: str | None
    flags: tuple[str, ...]
    number: int
    reason: str | None
    corrected_at: datetime | None
    read_by: tuple[uuid.UUID, ...]
    older: tuple[EntryValue, ...] = ()

    @property
    def ids(self) -> list[uuid.UUID]:
        """Of every version: what is said about any of them is said about this."""
        return [self.id, *(version.id for version in self.older)]


def values_of(rows: Sequence[Row], order: Sequence[uuid.UUID]) -> list[EntryValue]:
    """The entries whose ids are in `order`, in that order, from the rows that `telling.tell` gives of all versions."""
    chains: dict[str, list[Row]] = {}
    for row in rows:
        chains.setdefault(row["root"], []).append(row)
    found = {}
    for chain in chains.values():
        *older, stands = sorted(chain, key=lambda row: row["version"])
        found[uuid.UUID(stands["id"])] = _value(
            stands, tuple(_value(row) for row in reversed(older))
        )
    return [found[id] for id in order if id in found]


def _value(row: Row, older: tuple[EntryValue, ...] = ()) -> EntryValue:
    seen, correction = row["acknowledged"] or {}, row["correction"] or {}
    return EntryValue(
        id=uuid.UUID(row["id"]),
        person_id=uuid.UUID(row["person"]),
        cible=row["cible"],
        label=row["label"],
        said=_said(row),
        additions=tuple(_said(addition) for addition in row["additions"]),
        is_important=row["importance"] == "important",
        is_to_read=row["to_read"],
        is_alarm=row["alarm"],
        is_incomplete=row["incomplete"],
        acknowledged_by=uuid.UUID(seen["by"]) if seen else None,
        acknowledged_at=clock.from_text(seen.get("at")),
        witness_id=uuid.UUID(row["witness"]) if row["witness"] else None,
        alone=row["alone"],
        flags=tuple(row["flags"]),
        number=row["version"],
        reason=correction.get("reason"),
        corrected_at=clock.from_text(correction.get("at")),
        read_by=tuple(uuid.UUID(one) for one in row["read_by"]),
        older=older,
    )


def _said(row: Row) -> Said:
    parts = (
        (label, tuple(row["chips"][part]), row[part] or "")
        for part, label in _PARTS
        if row[part] or row["chips"][part]
    )
    at = clock.from_text(row["occurred_at"])
    assert at is not None
    return Said(uuid.UUID(row["author"]), at, tuple(parts))
