"""A vocabulary as a JSON-ready row, and back: the form in which it is stored and sent to
tablets."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from transmissions.vocabulary import Cible, Theme, Vocabulary


def to_row(vocabulary: Vocabulary) -> dict[str, Any]:
    """{version, themes:[{id,label}],
    cibles:[{id,theme,label,alarm,macro,sections,data,actions,results,retired}], common:[ids]}, with
    lists where the values hold tuples."""
    return {
        "version": vocabulary.version,
        "themes": [asdict(theme) for theme in vocabulary.themes],
        "cibles": [_with_lists(asdict(cible)) for cible in vocabulary.cibles],
        "common": list(vocabulary.common),
    }


def from_row(row: dict[str, Any]) -> Vocabulary:
    """The vocabulary that `to_row` wrote. Raises KeyError or TypeError on anything else,
    VocabularyRefused on ids that contradict each other."""
    return Vocabulary(
        version=row["version"],
        themes=tuple(Theme(**theme) for theme in row["themes"]),
        cibles=tuple(Cible(**_with_tuples(cible)) for cible in row["cibles"]),
        common=tuple(row["common"]),
    )


def _with_lists(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _with_tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
