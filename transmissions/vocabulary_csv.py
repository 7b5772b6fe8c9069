"""Reading a vocabulary from CSV: `cibles.csv`, which a new home starts from, or a home's own file.

One row per cible, in the order of the screen. Columns: theme, id (empty: made from the label),
cible, alarm and macro ("oui" or empty), common (a rank, or empty), sections, data, actions,
results; lists are separated by " | ". A last column, witness ("oui": two people sign), may be left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from transmissions.validation import phrase_problems
from transmissions.vocabulary import ALARM_IDS, Cible, Theme, Vocabulary, VocabularyRefused, slug

COLUMNS: Final = (
    "theme",
    "id",
    "cible",
    "alarm",
    "macro",
    "common",
    "sections",
    "data",
    "actions",
    "results",
)


@cache
def starting_vocabulary() -> Vocabulary:
    """The vocabulary that a new home starts from, as version 1."""
    text = files("transmissions").joinpath("cibles.csv").read_text(encoding="utf-8")
    return read_vocabulary(text, version=1)


def read_vocabulary(text: str, *, version: int) -> Vocabulary:
    """The vocabulary that the CSV text says, under that version number.

    Raises VocabularyRefused with the number of the first line that cannot be read, when a column is
    missing, a label is empty, a phrase is too long, two rows have one id, or one of the six alarm
    cibles is not there as an alarm.
    """
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
        raise VocabularyRefused({"file": f"Colonnes manquantes : {', '.join(missing)}."})
    themes: dict[str, Theme] = {}
    cibles: list[Cible] = []
    ranks: list[tuple[int, str]] = []
    try:
        for row in reader:
            cible = _read_row(row, reader.line_num)
            themes.setdefault(cible.theme, Theme(cible.theme, row["theme"].strip()))
            cibles.append(cible)
            if rank := (row["common"] or "").strip():
                ranks.append((_read_rank(rank, reader.line_num), cible.id))
    except csv.Error as error:
        raise VocabularyRefused(
            {"file": f"Ligne {reader.line_num} : le fichier ne se lit pas."}
        ) from error
    _refuse_missing_alarms(cibles)
    common = tuple(cible_id for _, cible_id in sorted(ranks))
    return Vocabulary(version, tuple(themes.values()), tuple(cibles), common)


def _read_row(row: Mapping[str, str | None], line: int) -> Cible:
    label, theme = (row["cible"] or "").strip(), (row["theme"] or "").strip()
    if not slug(label) or not slug(theme):
        raise VocabularyRefused({"file": f"Ligne {line} : le thème et la cible sont nécessaires."})
    sections, data, actions, results = (
        _read_phrases(row[name], line) for name in ("sections", "data", "actions", "results")
    )
    return Cible(
        id=(row["id"] or "").strip() or slug(label),
        theme=slug(theme),
        label=label,
        alarm=_read_yes(row["alarm"]),
        macro=_read_yes(row["macro"]),
        witness=_read_yes(row.get("witness")),
        sections=sections,
        data=data,
        actions=actions,
        results=results,
    )


def _read_phrases(text: str | None, line: int) -> tuple[str, ...]:
    phrases = tuple(part for raw in (text or "").split("|") if (part := raw.strip()))
    if problems := phrase_problems(phrases):
        raise VocabularyRefused({"file": f"Ligne {line} : {problems[0]}"})
    return phrases


def _read_rank(text: str, line: int) -> int:
    if not text.isdecimal():
        raise VocabularyRefused({"file": f"Ligne {line} : le rang « {text} » n'est pas un nombre."})
    return int(text)


def _refuse_missing_alarms(cibles: list[Cible]) -> None:
    if missing := sorted(ALARM_IDS - {cible.id for cible in cibles if cible.alarm}):
        raise VocabularyRefused({"file": f"Cibles d'alerte manquantes : {', '.join(missing)}."})


def _read_yes(text: str | None) -> bool:
    return (text or "").strip().casefold() == "oui"
