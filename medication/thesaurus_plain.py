"""A thesaurus as plain lists and texts, to be kept and read again in a few milliseconds."""

from __future__ import annotations

from datetime import date
from typing import Any

from medication.thesaurus_entry import Entry, Level, Problem, Thesaurus, ThesaurusSubstance


def to_plain(thesaurus: Thesaurus) -> dict[str, Any]:
    """What `json.dumps` accepts and `from_plain` reads back to an equal thesaurus."""
    return {
        "version": thesaurus.version,
        "published": thesaurus.published.isoformat(),
        "substances": [
            [one.key, one.label, list(one.classes)] for one in thesaurus.substances.values()
        ],
        "entries": [_as_row(one) for one in thesaurus.entries],
        "problems": [[one.name, one.reason] for one in thesaurus.problems],
    }


def from_plain(plain: dict[str, Any]) -> Thesaurus:
    """The thesaurus that `to_plain` wrote down."""
    substances = {
        key: ThesaurusSubstance(key, label, tuple(classes))
        for key, label, classes in plain["substances"]
    }
    classes: dict[str, set[str]] = {}
    for substance in substances.values():
        for name in substance.classes:
            classes.setdefault(name, set()).add(substance.key)
    return Thesaurus(
        version=plain["version"],
        published=date.fromisoformat(plain["published"]),
        substances=substances,
        classes={name: frozenset(keys) for name, keys in classes.items()},
        entries=tuple(_as_entry(row) for row in plain["entries"]),
        problems=tuple(Problem(*one) for one in plain["problems"]),
    )


def _as_row(one: Entry) -> list[Any]:
    names = [one.main, one.plus, one.main_key, one.plus_key]
    levels = [[level.code, level.text] for level in one.levels]
    return [one.number, names, levels, one.mechanism, one.text]


def _as_entry(row: list[Any]) -> Entry:
    number, (main, plus, main_key, plus_key), rows, mechanism, text = row
    levels = tuple(Level(*level) for level in rows)
    return Entry(number, main, plus, main_key, plus_key, levels, mechanism, text)
