"""The papers that labels are printed on: where each label falls, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of paper. Labels touch: what a printer cannot reach lies within `edge` of a label's own border."""

    label: str
    page: tuple[float, float]
    columns: int
    rows: int
    cell: tuple[float, float]
    edge: float
    code: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    @property
    def margin(self) -> tuple[float, float]:
        """What is left above and beside the labels, on each side."""
        wide, high = self.page
        width, height = self.cell
        return (high - self.rows * height) / 2, (wide - self.columns * width) / 2

    @property
    def words(self) -> tuple[float, float]:
        """The room beside the code, where the words go."""
        width, height = self.cell
        return width - self.code - 3 * self.edge + 1, height - 2 * self.edge + 2


SHEETS: Final = {
    "a4": Sheet("Feuille A4 de 24 étiquettes, 70 × 37 mm", (210, 297), 3, 8, (70, 37), 5, 22),
    "rouleau": Sheet("Rouleau de 62 mm, une étiquette à la fois", (62, 40), 1, 1, (62, 40), 4, 24),
}


@dataclass(frozen=True, slots=True)
class Laid(Generic[One]):
    """The places of one page, row after row; None where a label was already taken off, or where none is needed."""

    places: tuple[One | None, ...]


def laid(labels: Sequence[One], sheet: Sheet, start: int = 1) -> list[Laid[One]]:
    """The pages, the first label at the place `start` (the first is 1) of the first page."""
    filled: list[One | None] = [*(None for _ in range(start - 1)), *labels]
    filled += [None] * (-len(filled) % sheet.places)
    return [
        Laid(tuple(filled[first : first + sheet.places]))
        for first in range(0, len(filled), sheet.places)
    ]
