"""The published files on a disk: found by name in a folder, their bytes, the date that a name tells."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from app.ground.errors import ChevetError
from medication.published_text import PublishedFileRefused, unpacked

_LINE = b"\n"
_DAY = re.compile(r"(?<!\d)([0-3]\d)[_-]?([01]\d)[_-]?(20\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d)[_-]?([01]\d)[_-]?([0-3]\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)([01]\d)[_-]?(20\d\d)(?!\d)")


class ImportRefused(ChevetError):
    """The files cannot become a version; the one in use stays."""

    code = "import_refused"


def bdpm_files(folder: Path) -> dict[str, bytes]:
    """The text files of a folder by their name, packed or not: one under another name is told."""
    if not folder.is_dir():
        raise ImportRefused(f"{folder} n’est pas un dossier.")
    found: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        name = path.name.removesuffix(".gz")
        if path.is_file() and name.lower().endswith(".txt"):
            if name in found:
                raise ImportRefused(f"{name} est là deux fois, avec et sans .gz : gardez-en un.")
            found[name] = _bytes(path)
    return found


def thesaurus_list(path: Path) -> list[Any]:
    """The JSON list of a thesaurus file, packed or not."""
    try:
        plain = unpacked(path.name, _bytes(path))
    except PublishedFileRefused as refused:
        raise ImportRefused(str(refused)) from refused
    try:
        found = json.loads(plain.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        where = f"{path.name}, ligne {plain.count(_LINE, 0, error.start) + 1}"
        raise ImportRefused(f"{where} : l’encodage n’est pas UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"{path.name}, ligne {error.lineno}"
        raise ImportRefused(f"{where} : ce n’est pas du JSON entier.") from error
    if not isinstance(found, list) or not found:
        raise ImportRefused(f"{path.name} : une liste est attendue.")
    return found


def date_in(name: str) -> date | None:
    """The day that the name of a published file tells ("…-20102020.json", "Thesaurus_09_2019"); the
    first of the month where it tells a month."""
    if found := _DAY.search(name):
        return _day(found[3], found[2], found[1])
    if found := _ISO.search(name):
        return _day(*found.groups())
    if found := _MONTH.search(name):
        return _day(found[2], found[1], "1")
    return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{path} ne se lit pas : {error.strerror}.") from error


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
