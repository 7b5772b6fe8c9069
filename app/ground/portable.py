"""What leaves with a person: each area says here which of its tables are part of a file, as it says who erases them.

A table that tells of a person and is in neither list fails a test: nothing is forgotten by silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from app.ground.database import Base

Row = Mapping[str, Any]
"""A row as a file holds it: JSON values, and under `sealed` what was opened."""
Pair = tuple[str, str | None]
"""A label, or none, and what is said under it; nothing is said of an empty one."""


class Beside(Protocol):
    """What a row may need of the rest of its file to be told."""

    def row(self, table: str, id: Any) -> Row:
        """That row of the file; empty when the file has none."""

    def day(self, text: str | None) -> str | None:
        """An ISO day in words."""

    def when(self, text: str | None) -> str | None:
        """An instant in words, where the person lives."""


Tell = Callable[[Row, Beside], Iterable[Pair]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table whose rows leave with the person.

    `via` names a column of this table and the table it points to, when its rows tell no `person_id` themselves.
    `blobs` are the columns that name sealed files. `third_party` says whom else its rows may speak of, `of_others`
    which of them do (all, without it). `tell` says a row in a reader's words; rows that are `brief` share a line a day,
    and those that are not `told` say nothing that another table does not.
    """

    model: type[Base]
    words: str
    via: tuple[str, type[Base]] | None = None
    blobs: tuple[str, ...] = ()
    third_party: str = ""
    of_others: Callable[[Row], bool] | None = None
    tell: Tell | None = None
    is_brief: bool = False
    is_told: bool = True

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)

    def speaks_of(self, row: Row) -> str:
        """Whom else this row may speak of; empty for nobody."""
        return self.third_party if self.of_others is None or self.of_others(row) else ""


KEPT: Final[dict[str, Kept]] = {}
LEFT_OUT: Final[dict[str, str]] = {}
"""By table, why its rows stay here."""


def register(*tables: Kept) -> None:
    """These tables leave with the person."""
    KEPT.update((one.name, one) for one in tables)


def left_out(table: str, why: str) -> None:
    """This table tells of persons and stays here; `why` is told to whoever receives the file."""
    LEFT_OUT[table] = why


def tables_of(metadata: Any) -> list[Kept]:
    """What leaves, in an order in which each row comes after those that it points to."""
    return [KEPT[table.name] for table in metadata.sorted_tables if table.name in KEPT]
