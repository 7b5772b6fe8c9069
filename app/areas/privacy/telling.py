"""The part of a copy that people read: by subject, each line with its day, its author and what was said, in words.

Each area says its rows in a reader's words (`portable.Kept.tell`). A row that its area no longer reads, written by an
older version, is told as it was written.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.areas.privacy.reading import Gathered, Row
from app.ground.pages import words
from app.ground.portable import KEPT, Kept, Pair

_WHEN: Final = (
    *("taken_at", "occurred_at", "at", "written_at", "captured_at", "made_at", "decided_at"),
    *("opened_at", "from_at", "recorded_at", "noted_at", "placed_at", "flagged_at", "sent_at"),
    *("controlled_at", "asked_at", "created_at", "updated_at"),
)
_WHO: Final = (
    *("author_id", "staff_id", "recorded_by", "opened_by", "placed_by", "created_by"),
    *("flagged_by", "asked_by"),
)
_FIRST: Final = (
    *("person", "person_fact", "movement", "absence", "medical_fact", "prescription_line"),
    *("entry", "addition", "follow_up", "follow_up_step", "wound_act", "document"),
    *("observation", "administration"),
)
_HIDDEN: Final = frozenset(("clear", "key", "iv", "webp", "plain", "corners", "typed", "scan"))
_UNREADABLE: Final = "Cette ligne est altérée : son contenu ne s’ouvre plus."
_ODD: Final = (KeyError, ValueError, TypeError, AttributeError, ArithmeticError, IndexError)


@dataclass(frozen=True, slots=True)
class Line:
    """One row in words. `at` is local."""

    at: datetime | None
    who: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One subject, its lines in the order of time; `is_brief` when a day of them shares a paragraph."""

    name: str
    lines: tuple[Line, ...]
    is_brief: bool


class Reader:
    """The rest of the file for whoever tells a row of it (`portable.Beside`)."""

    def __init__(self, gathered: Gathered) -> None:
        self.zone = ZoneInfo(gathered.establishment["timezone"])
        self._rows = {
            (table, str(row.get("id"))): row
            for some in (gathered.rows, gathered.around)
            for table, rows in some.items()
            for row in rows
        }

    def row(self, table: str, id: Any) -> Mapping[str, Any]:
        return self._rows.get((table, str(id)), {})

    def day(self, text: str | None) -> str | None:
        return words.day(date.fromisoformat(text)) if text else None

    def when(self, text: str | None) -> str | None:
        return words.instant(datetime.fromisoformat(text), self.zone) if text else None

    def name(self, staff_id: Any) -> str:
        said = self.row("staff", staff_id)
        return f"{said.get('given_name') or ''} {said.get('family_name') or ''}".strip()


def sections(gathered: Gathered) -> list[Section]:
    """All that is kept, by subject: who the person is and what is planned before what was done each day."""
    reader = Reader(gathered)
    known = [name for name in _FIRST if name in gathered.rows]
    ordered = [*known, *(name for name in gathered.rows if name not in _FIRST)]
    return [
        Section(
            kept.words,
            tuple(sorted(_lines(kept, rows, reader), key=_moment)),
            kept.is_brief,
        )
        for name in ordered
        if (rows := gathered.rows[name]) and (kept := KEPT[name]).is_told
    ]


def said(kept: Kept, row: Row, reader: Reader) -> str:
    """One row in a line."""
    return " · ".join(
        f"{label} : {text}" if label else text for label, text in _pairs(kept, row, reader)
    )


def person_name(gathered: Gathered) -> str:
    """The name that the file itself tells."""
    said = gathered.rows["person"][0]["sealed"] or {}
    family = said.get("used_name") or said.get("family_name") or ""
    return f"{said.get('given_name') or ''} {family}".strip()


def _lines(kept: Kept, rows: Iterable[Row], reader: Reader) -> Iterator[Line]:
    for row in rows:
        at = next((row[name] for name in _WHEN if row.get(name)), None)
        told = datetime.fromisoformat(at).astimezone(reader.zone) if at else None
        who = next((found for one in _WHO if (found := reader.name(row.get(one)))), "")
        yield Line(told, who, tuple(_pairs(kept, row, reader)))


def _pairs(kept: Kept, row: Row, reader: Reader) -> Iterator[tuple[str, str]]:
    if "sealed" in row and row["sealed"] is None and not _may_be_empty(kept):
        yield "", _UNREADABLE
        return
    try:
        told: list[Pair] = list(kept.tell(row, reader)) if kept.tell else _as_written(row)
    except _ODD:
        told = _as_written(row)
    yield from ((label, str(text).strip()) for label, text in told if text and str(text).strip())


def _may_be_empty(kept: Kept) -> bool:
    """Whether a row of that table may have nothing sealed."""
    return bool(kept.model.__table__.c["sealed"].nullable)


def _as_written(row: Row) -> list[Pair]:
    return [("", text) for text in _texts(row.get("sealed"))]


def _texts(value: Any) -> Iterator[str]:
    """What was written, piece by piece; identifiers say nothing to a reader."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _HIDDEN:
                yield from _texts(inner)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif not isinstance(value, bool) and value is not None and not _is_id(value):
        yield str(value)


def _moment(line: Line) -> float:
    return line.at.timestamp() if line.at else 0.0


def _is_id(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
