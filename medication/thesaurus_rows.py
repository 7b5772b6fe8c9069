"""One row of the thesaurus's files as a value, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from medication.names import fold
from medication.thesaurus_entry import RANKS, Entry, Level, LevelCode, ThesaurusRefused
from medication.thesaurus_text import as_printed, digest, flowing, levels_named

_LEVELS: Final[Mapping[str, LevelCode]] = {
    "contre-indication": "CI",
    "association deconseillee": "ASDEC",
    "precaution d'emploi": "PE",
    "a prendre en compte": "APEC",
    "il convient de prendre en compte": "APEC",
}
_TEXTS: Final = ("main_drug", "plus_drug", "interaction_mechanism", "description")


def read_substance(row: object, place: int) -> tuple[str, tuple[str, ...]]:
    """A substance's label and the keys of its classes."""
    where = f"Index des substances, ligne {place}"
    if not isinstance(row, dict) or not isinstance(row.get("substance"), str):
        raise ThesaurusRefused(f"{where} : le champ « substance » manque.")
    label, names = flowing(row["substance"]), row.get("drug_classes")
    if not fold(label):
        raise ThesaurusRefused(f"{where} : la substance n'a pas de nom.")
    if not isinstance(names, list) or not all(
        isinstance(name, str) and fold(name) for name in names
    ):
        raise ThesaurusRefused(f"{where} (« {label} ») : « drug_classes » n'est pas une liste.")
    return label, tuple(fold(name) for name in names)


def read_entry(row: object, place: int) -> tuple[Entry, tuple[LevelCode, ...]]:
    """An entry, gravest level first, and those among its levels that only the text names: their
    text is then the whole description."""
    where = f"Thésaurus, entrée {place}"
    if not isinstance(row, dict):
        raise ThesaurusRefused(f"{where} : ce n'est pas un objet.")
    for field in _TEXTS:
        if not isinstance(row.get(field), str) or not fold(row[field]):
            raise ThesaurusRefused(f"{where} : le champ « {field} » manque ou est vide.")
    main, plus, text = flowing(row["main_drug"]), flowing(row["plus_drug"]), row["description"]
    levels = _read_levels(row.get("severity_levels"), text, f"{where} (« {main} + {plus} »)")
    hidden = _hidden(levels, text)
    levels += [Level(code, flowing(text)) for code in hidden]
    levels.sort(key=lambda level: -RANKS[level.code])
    entry = Entry(
        number=place,
        main=main,
        plus=plus,
        main_key=fold(main),
        plus_key=fold(plus),
        levels=tuple(levels),
        mechanism=flowing(row["interaction_mechanism"]),
        text=digest(*(f"{level.code} {level.text}" for level in levels), text),
    )
    return entry, hidden


def _read_levels(rows: object, description: str, where: str) -> list[Level]:
    if not isinstance(rows, list) or not rows:
        raise ThesaurusRefused(f"{where} : aucun niveau.")
    return [_read_level(row, description, where) for row in rows]


def _read_level(row: object, description: str, where: str) -> Level:
    if not isinstance(row, dict) or not isinstance(row.get("level"), str):
        raise ThesaurusRefused(f"{where} : un niveau n'a pas de nom.")
    code = _LEVELS.get(fold(row["level"]))
    if code is None:
        raise ThesaurusRefused(f"{where} : niveau inconnu « {flowing(row['level'])} ».")
    if not isinstance(row.get("info"), str):
        raise ThesaurusRefused(f"{where} : le champ « info » d'un niveau manque.")
    return Level(code, as_printed(row["info"], description))


def _hidden(levels: list[Level], description: str) -> tuple[LevelCode, ...]:
    said = {level.code for level in levels}
    named = levels_named(description)
    return tuple(code for code in RANKS if code in named and code not in said)
