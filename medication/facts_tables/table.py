"""Reading a table: every row checked when it is loaded, so that a slip of the pen stops the program
at its start and never lies in wait for one person's treatment."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files


class TableRefused(ValueError):
    """A row cannot be what its table says. The message names the table, the row and the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """The document that says so, and the day on which the row was compared with a copy of it; None:
    written as known, and still to be compared."""

    document: str
    read_on: date | None = None

    def __str__(self) -> str:
        if self.read_on is None:
            return f"{self.document} (à relire)"
        return f"{self.document} (relu le {self.read_on:%d/%m/%Y})"


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name. `place` is its number among the rows, from 1."""

    table: str
    place: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """A cell that may not be empty."""
        if found := self.cells[column]:
            return found
        raise self.refused(f"la colonne « {column} » est vide")

    def words(self, column: str) -> tuple[str, ...]:
        """A cell of several facts, separated by "|"; none when it is empty."""
        return tuple(self.cells[column].split("|")) if self.cells[column] else ()

    def number(self, column: str) -> Decimal | None:
        """A figure with a decimal point, zero or more; None when the cell is empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise self.refused(f"« {text} » n'est pas un nombre ({column})") from None
        if not found.is_finite() or found < 0:
            raise self.refused(f"« {text} » n'est pas une quantité ({column})")
        return found

    def source(self) -> Source:
        """The columns `document` and `read_on`, the second one empty where nobody compared."""
        written = self.cells["read_on"]
        try:
            read_on = date.fromisoformat(written) if written else None
        except ValueError:
            raise self.refused(f"« {written} » n'est pas un jour") from None
        return Source(self.text("document"), read_on)

    def refused(self, reason: str) -> TableRefused:
        """What to raise about this row."""
        return TableRefused(f"{self.table}, ligne {self.place} : {reason}.")


def rows_of(name: str) -> Iterator[Row]:
    """The rows of one of this folder's tables, comments left out."""
    text = files("medication.facts_tables").joinpath(name).read_text(encoding="utf-8")
    return rows_in(name, text)


def rows_in(name: str, text: str) -> Iterator[Row]:
    """The rows of a text laid out as the tables are: lines beginning with "#" are comments, the
    first other line names the columns."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for place, cells in enumerate(csv.DictReader(lines, strict=True), 1):
        if None in cells or None in cells.values():
            raise TableRefused(f"{name}, ligne {place} : le nombre de colonnes n'est pas le bon.")
        yield Row(name, place, {column: cell.strip() for column, cell in cells.items()})
