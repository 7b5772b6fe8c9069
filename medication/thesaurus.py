"""Reading the ANSM thesaurus of interactions (Thésaurus des interactions médicamenteuses) from its
JSON extraction: the entries, and the index of substances with their classes.

Nothing is dropped silently: what cannot be read refuses the whole, what is odd is among the
problems of the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from medication.names import fold
from medication.thesaurus_entry import (
    RANKS,
    Entry,
    Level,
    LevelCode,
    Problem,
    Thesaurus,
    ThesaurusRefused,
    ThesaurusSubstance,
)
from medication.thesaurus_text import as_printed, digest, flowing, levels_named

__all__ = [
    "RANKS",
    "Entry",
    "Level",
    "LevelCode",
    "Problem",
    "Thesaurus",
    "ThesaurusRefused",
    "ThesaurusSubstance",
    "parse",
]

_LEVELS: Final[Mapping[str, LevelCode]] = {
    "contre-indication": "CI",
    "association deconseillee": "ASDEC",
    "precaution d'emploi": "PE",
    "a prendre en compte": "APEC",
    "il convient de prendre en compte": "APEC",
}
_TEXTS: Final = ("main_drug", "plus_drug", "interaction_mechanism", "description")


def parse(
    entries: Sequence[object], index: Sequence[object], *, version: str, published: date
) -> Thesaurus:
    """The thesaurus that the two files say, under that version and date of publication.

    Raises ThesaurusRefused with the row, its name and the reason when a row has not the published
    shape, a level is unknown or a file is empty.
    """
    problems: list[Problem] = []
    substances = _read_index(index, problems)
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for substance in substances.values():
        for name in substance.classes:
            classes[name].add(substance.key)
    read = _read_entries(entries, problems)
    _add_unlisted(read, substances, classes, problems)
    return Thesaurus(
        version=version,
        published=published,
        substances=substances,
        classes={name: frozenset(keys) for name, keys in classes.items()},
        entries=read,
        problems=tuple(problems),
    )


def _read_index(rows: Sequence[object], problems: list[Problem]) -> dict[str, ThesaurusSubstance]:
    if not rows:
        raise ThesaurusRefused("Index des substances : le fichier est vide.")
    found: dict[str, ThesaurusSubstance] = {}
    for place, row in enumerate(rows, 1):
        label, names = _index_row(row, place)
        key = fold(label)
        classes = tuple(fold(name) for name in names)
        if twin := found.get(key):
            problems.append(
                Problem(label, f"même substance que « {twin.label} » : leurs classes sont réunies.")
            )
            label, classes = twin.label, tuple(dict.fromkeys((*twin.classes, *classes)))
        found[key] = ThesaurusSubstance(key, label, classes)
    return found


def _index_row(row: object, place: int) -> tuple[str, list[str]]:
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
    return label, names


def _read_entries(rows: Sequence[object], problems: list[Problem]) -> tuple[Entry, ...]:
    if not rows:
        raise ThesaurusRefused("Thésaurus : le fichier est vide.")
    found: dict[tuple[str, str], list[Entry]] = {}
    for place, row in enumerate(rows, 1):
        entry = _read_entry(row, place)
        twins = found.setdefault(entry.pair, [])
        if any(_say_the_same(twin, entry) for twin in twins):
            continue
        if twins:
            problems.append(
                Problem(
                    entry.label, "l'entrée dit autre chose dans l'autre sens : les deux valent."
                )
            )
        twins.append(entry)
        if unsaid := _unsaid(entry, row):
            problems.append(Problem(entry.label, unsaid))
    return tuple(entry for twins in found.values() for entry in twins)


def _read_entry(row: object, place: int) -> Entry:
    where = f"Thésaurus, entrée {place}"
    if not isinstance(row, dict):
        raise ThesaurusRefused(f"{where} : ce n'est pas un objet.")
    for field in _TEXTS:
        if not isinstance(row.get(field), str) or not fold(row[field]):
            raise ThesaurusRefused(f"{where} : le champ « {field} » manque ou est vide.")
    main, plus = flowing(row["main_drug"]), flowing(row["plus_drug"])
    where = f"{where} (« {main} + {plus} »)"
    published = row.get("severity_levels")
    if not isinstance(published, list) or not published:
        raise ThesaurusRefused(f"{where} : aucun niveau.")
    levels = [_read_level(level, row["description"], where) for level in published]
    levels.sort(key=lambda level: -RANKS[level.code])
    return Entry(
        number=place,
        main=main,
        plus=plus,
        main_key=fold(main),
        plus_key=fold(plus),
        levels=tuple(levels),
        mechanism=flowing(row["interaction_mechanism"]),
        text=digest(*(f"{level.code} {level.text}" for level in levels), row["description"]),
    )


def _say_the_same(one: Entry, other: Entry) -> bool:
    """Whether two directions differ by their wording of the level alone."""
    mine, theirs = (
        [(level.code, digest(level.text)) for level in entry.levels] for entry in (one, other)
    )
    return one.text == other.text or mine == theirs


def _read_level(level: object, description: str, where: str) -> Level:
    if not isinstance(level, dict) or not isinstance(level.get("level"), str):
        raise ThesaurusRefused(f"{where} : un niveau n'a pas de nom.")
    code = _LEVELS.get(fold(level["level"]))
    if code is None:
        raise ThesaurusRefused(f"{where} : niveau inconnu « {flowing(level['level'])} ».")
    if not isinstance(level.get("info"), str):
        raise ThesaurusRefused(f"{where} : le champ « info » d'un niveau manque.")
    return Level(code, as_printed(level["info"], description))


def _unsaid(entry: Entry, row: object) -> str | None:
    """A level that the whole text names and the list of levels forgot."""
    assert isinstance(row, dict)
    said: frozenset[LevelCode] = frozenset(level.code for level in entry.levels)
    missing = levels_named(row["description"]) - said
    if not missing:
        return None
    names = ", ".join(sorted(missing, key=lambda code: -RANKS[code]))
    return f"le texte parle d'un niveau que l'entrée n'annonce pas ({names})."


def _add_unlisted(
    entries: tuple[Entry, ...],
    substances: dict[str, ThesaurusSubstance],
    classes: Mapping[str, set[str]],
    problems: list[Problem],
) -> None:
    """Names of entries without a row in the index stand for themselves: the drinker's alcohol."""
    for entry in entries:
        for label, key in ((entry.main, entry.main_key), (entry.plus, entry.plus_key)):
            others = key.removeprefix("autres ")
            if key in substances or key in classes or (others != key and others in classes):
                continue
            substances[key] = ThesaurusSubstance(key, label.lower(), ())
            problems.append(Problem(label, "absent de l'index : aucune substance n'y est rangée."))
