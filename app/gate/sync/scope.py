"""What one answer of the feed is about: a unit, what the tablet has already, and what is true now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.gate.sync.broken import Broken
from app.gate.sync.registry import known
from app.ground.house import House
from app.ground.vault import Vault

Row = dict[str, Any]
At = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
NOTHING_AHEAD = timedelta(0)


@dataclass(frozen=True, slots=True)
class Scope:
    """The question. `since` is None for a snapshot; `persons` maps who is in the unit to the revision at which they
    came into it. Sources add to `broken` what no longer opens."""

    session: Session
    house: House
    establishment_id: uuid.UUID
    timezone: str
    unit_id: uuid.UUID
    since: int | None
    as_of: datetime | None
    now: datetime
    persons: Mapping[uuid.UUID, int]
    # An answer about one person alone, and nobody else who lives in the unit.
    only: uuid.UUID | None = None
    # The tablet that asks; None when no tablet's store is told.
    device_id: uuid.UUID | None = None
    broken: list[Broken] = field(default_factory=list)

    @property
    def vault(self) -> Vault:
        return self.house.vault

    @property
    def entered(self) -> list[uuid.UUID]:
        """Persons of whom the tablet needs everything: all of them for a snapshot, else who came since."""
        if self.since is None:
            return list(self.persons)
        return [person for person, placed in self.persons.items() if placed > self.since]

    @property
    def is_new_day(self) -> bool:
        """Whether the tablet's last answer is from another day: what ages without any change is told again."""
        return self.as_of is not None and self.as_of.date() != self.now.date()

    def is_open(self, column: At, ahead: timedelta = NOTHING_AHEAD) -> ColumnElement[bool]:
        """Condition: the row is in view by now, which it is from `ahead` before the instant in `column`."""
        return column <= self.now + ahead

    def has_opened(self, column: At, ahead: timedelta = NOTHING_AHEAD) -> ColumnElement[bool]:
        """Condition: the row came into view since the tablet was last told, whether or not it changed."""
        if self.as_of is None:
            return false()
        return and_(column > self.as_of + ahead, self.is_open(column, ahead))

    def next_opening(
        self, column: At, *where: ColumnElement[bool], ahead: timedelta = NOTHING_AHEAD
    ) -> datetime | None:
        """When the next row among `where` comes into view. For `register_opening`."""
        query = select(func.min(column)).where(column > self.now + ahead, *where)
        at = self.session.scalar(query)
        return None if at is None else at - ahead

    def details(self, persons: list[uuid.UUID]) -> dict[uuid.UUID, Row]:
        """What other areas add to the rows of persons."""
        added: dict[uuid.UUID, Row] = {person: {} for person in persons}
        for detail in known.details.values():
            for person, members in detail(self, persons).items():
                added[person].update(members)
        return added


@dataclass(slots=True)
class Slice:
    """A part of the answer: rows by kind, and (kind, id) of what the tablet must forget."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    removed: list[tuple[str, uuid.UUID | str]] = field(default_factory=list)

    def add(self, kind: str, rows: Iterable[Row]) -> None:
        self.rows.setdefault(kind, []).extend(rows)

    @property
    def is_empty(self) -> bool:
        return not self.removed and not any(self.rows.values())

    def merge(self, other: Slice) -> None:
        for kind, rows in other.rows.items():
            self.add(kind, rows)
        self.removed += other.removed


_AT_ONCE = 500


def parts(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """Many ids in parts that any database takes as parameters."""
    whole = list(ids)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]
