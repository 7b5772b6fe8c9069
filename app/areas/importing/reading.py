"""A CSV file as spreadsheets write it: read into lines by column, or refused in words. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.areas.importing.sheets import Sheet
from app.ground.errors import Invalid
from app.ground.folding import fold

BYTES: Final = 1024 * 1024
LINES: Final = 3000
CELL: Final = 2000
_SEPARATORS: Final = ";,\t"
_FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number, as a spreadsheet counts, and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")


def read(data: bytes, sheet: Sheet) -> list[Row]:
    """The lines that say something. Raises Invalid, under `file`, for what is no such table."""
    if not data:
        raise _no("Choisissez un fichier.")
    if len(data) > BYTES:
        raise _no("Ce fichier dépasse 1 Mo : coupez-le en plusieurs.")
    text = _text(data)
    lines = list(_cells(text))
    if not lines:
        raise _no("Ce fichier est vide.")
    columns = _columns(lines[0][1], sheet)
    rows = []
    for number, cells in lines[1:]:
        if not any(cells):
            continue
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise _no(f"Ligne {number} : elle a plus de cases que la première ligne de colonnes.")
        rows.append(Row(number, dict(zip(columns, cells, strict=False))))
    if not rows:
        raise _no("Ce fichier n’a que sa ligne de titres.")
    if len(rows) > LINES:
        raise _no(f"{len(rows)} lignes : la limite est de {LINES}. Coupez le fichier en plusieurs.")
    return rows


def _no(reason: str) -> Invalid:
    return Invalid({_FILE: reason})


def _text(data: bytes) -> str:
    """UTF-8, or what spreadsheets in French write without it."""
    if b"\x00" in data:
        raise _no("Ce n’est pas un fichier CSV : dans votre tableur, « Enregistrer sous », CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The lines as (number, cells); the separator is the one that the first line uses most."""
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found = []
    try:
        for cells in reader:
            if any(len(cell) > CELL for cell in cells):
                raise _no(f"Ligne {reader.line_num} : une case dépasse {CELL} caractères.")
            found.append((reader.line_num, [" ".join(cell.split()) for cell in cells]))
    except csv.Error as error:
        message = f"Ligne {reader.line_num} : des guillemets ne se referment pas, ou une case est trop longue."
        raise _no(message) from error
    return found


def _columns(titles: list[str], sheet: Sheet) -> list[str]:
    """Which column each title names; "" for one that is not ours. Raises Invalid for those that miss or are double."""
    known = {fold(name): one.name for one in sheet.columns for name in (one.title, *one.also)}
    columns = [known.get(fold(title), "") for title in titles]
    twice = {one for one in columns if one and columns.count(one) > 1}
    missing = [one.title for one in sheet.columns if one.is_needed and one.name not in columns]
    if missing:
        raise _no("Il manque des colonnes : " + ", ".join(missing) + ".")
    if twice:
        raise _no(
            "Des colonnes sont là deux fois : "
            + ", ".join(sheet.title(one) for one in sorted(twice))
            + "."
        )
    strangers = [
        title for title, column in zip(titles, columns, strict=True) if title and not column
    ]
    if strangers:
        raise _no(
            "Ces colonnes ne sont pas connues : "
            + ", ".join(strangers[:10])
            + ". Retirez-les, ou nommez-les comme dans le modèle."
        )
    return columns
