"""What leaves with a person: each area says here which of its tables are part of a file, as it says who erases them.

A table that tells of a person and is in neither list fails a test: nothing is forgotten by silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from app.ground.database import Base


@dataclass(frozen=True, slots=True)
class Kept:
    """A table whose rows leave with the person.

    `via` names a column of this table and the table it points to, when its rows tell no `person_id` themselves.
    `blobs` are the columns that name sealed files. `third_party` says whom else its rows may speak of.
    """

    model: type[Base]
    words: str
    via: tuple[str, type[Base]] | None = None
    blobs: tuple[str, ...] = ()
    third_party: str = ""

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)


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
