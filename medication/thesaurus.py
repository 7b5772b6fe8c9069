"""Reading the ANSM thesaurus of interactions (Thésaurus des interactions médicamenteuses) from its
JSON extraction: the entries, and the index of substances with their classes.

Nothing is dropped silently: what cannot be read refuses the whole, what is odd is among the
problems of the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

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
from medication.thesaurus_rows import read_entry, read_substance
from medication.thesaurus_text import digest

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


_FEW = 30
"""Names of entries that no index lists: 7 in those published, 29 with the index of a year before."""


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
        label, classes = read_substance(row, place)
        key = fold(label)
        if twin := found.get(key):
            problems.append(
                Problem(label, f"même substance que « {twin.label} » : leurs classes sont réunies.")
            )
            label, classes = twin.label, tuple(dict.fromkeys((*twin.classes, *classes)))
        found[key] = ThesaurusSubstance(key, label, classes)
    return found


def _read_entries(rows: Sequence[object], problems: list[Problem]) -> tuple[Entry, ...]:
    if not rows:
        raise ThesaurusRefused("Thésaurus : le fichier est vide.")
    found: dict[tuple[str, str], list[Entry]] = {}
    for place, row in enumerate(rows, 1):
        entry, hidden = read_entry(row, place)
        twins = found.setdefault(entry.pair, [])
        if any(_say_the_same(twin, entry) for twin in twins):
            continue
        if twins:
            reason = "l'entrée dit autre chose dans l'autre sens : les deux valent."
            problems.append(Problem(entry.label, reason))
        if hidden:
            reason = "le texte parle d'un niveau que l'entrée n'annonce pas"
            problems.append(Problem(entry.label, f"{reason} ({', '.join(hidden)})."))
        twins.append(entry)
    return tuple(entry for twins in found.values() for entry in twins)


def _say_the_same(one: Entry, other: Entry) -> bool:
    """Whether two directions differ by their wording of the level alone."""
    mine, theirs = (
        [(level.code, digest(level.text)) for level in entry.levels] for entry in (one, other)
    )
    return one.text == other.text or mine == theirs


def _add_unlisted(
    entries: tuple[Entry, ...],
    substances: dict[str, ThesaurusSubstance],
    classes: Mapping[str, set[str]],
    problems: list[Problem],
) -> None:
    """Names of entries without a row in the index stand for themselves: the drinker's alcohol.
    Many of them mean another index, which would hide whole classes: it is refused."""
    names = {key for entry in entries for key in entry.pair}
    before = len(problems)
    for entry in entries:
        for label, key in ((entry.main, entry.main_key), (entry.plus, entry.plus_key)):
            others = key.removeprefix("autres ")
            if key in substances or key in classes or (others != key and others in classes):
                continue
            substances[key] = ThesaurusSubstance(key, label.lower(), ())
            problems.append(Problem(label, "absent de l'index : aucune substance n'y est rangée."))
    missing = problems[before:]
    if len(missing) > max(_FEW, len(names) // 10):
        raise ThesaurusRefused(
            f"Index des substances : {len(missing)} des {len(names)} noms des interactions n'y sont "
            f"pas, dont « {missing[0].name} » : il est coupé, converti ou d'une autre version."
        )
