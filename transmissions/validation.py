"""What a draft or an addition may hold before it becomes part of the record.

An entry written offline is a fact, so little is refused: what no database, screen or reader could
bear. Each refusal names its field and says in French what is wrong, for the author, who still has
the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from transmissions.entry import Addition, Chips, Draft
from transmissions.vocabulary import Vocabulary

TEXT_LIMIT: Final = 4_000
"""Characters (Unicode code points) in one of Données, Actions, Résultat."""

CHIP_LIMIT: Final = 120
"""Characters in a ready-made phrase."""

CHIPS_LIMIT: Final = 20
"""Ready-made phrases in one part."""

IMPORTANCES: Final = ("normal", "important")

Problem = tuple[str, str]

_NAMES: Final = {"data": "Données", "actions": "Actions", "result": "Résultat"}


def validate(draft: Draft, vocabulary: Vocabulary) -> list[Problem]:
    """What is wrong with the draft, as (field, French message); an empty list when it may be kept.

    The cible must be known to `vocabulary`; a retired one is accepted, because a tablet that was
    offline may still offer it and what it says happened. Fields: cible, importance, data, actions,
    result, chips.data, chips.actions, chips.result.
    """
    problems: list[Problem] = []
    if not draft.cible:
        problems.append(("cible", "Choisissez une cible."))
    elif vocabulary.get(draft.cible) is None:
        problems.append(
            ("cible", "Cette cible n'existe pas dans le vocabulaire de l'établissement.")
        )
    if draft.importance not in IMPORTANCES:
        problems.append(("importance", "L'importance est « normale » ou « importante »."))
    return problems + _content_problems(draft)


def validate_addition(addition: Addition) -> list[Problem]:
    """What is wrong with what completes an entry: the limits of `validate`, and it must say
    something."""
    texts = (addition.data, addition.actions, addition.result)
    if not addition.chips and not any(text and text.strip() for text in texts):
        return [("data", "Écrivez ou choisissez au moins une donnée, une action ou un résultat.")]
    return _content_problems(addition)


def _content_problems(part: Draft | Addition) -> list[Problem]:
    problems = [
        (name, message)
        for name, text in (("data", part.data), ("actions", part.actions), ("result", part.result))
        for message in _text_problems(text, _NAMES[name])
    ]
    return problems + list(_chip_problems(part.chips))


def _text_problems(text: str | None, name: str) -> list[str]:
    if text is None:
        return []
    if not is_storable(text):
        return [f"{name} : le texte contient un caractère illisible."]
    if len(text) > TEXT_LIMIT:
        return [f"{name} : {len(text)} caractères, la limite est de {TEXT_LIMIT}."]
    return []


def _chip_problems(chips: Chips) -> Iterable[Problem]:
    sections = (("data", chips.data), ("actions", chips.actions), ("result", chips.result))
    for name, phrases in sections:
        for message in phrase_problems(phrases):
            yield f"chips.{name}", f"{_NAMES[name]} : {message}"


def phrase_problems(phrases: Sequence[str]) -> list[str]:
    """What is wrong with the ready-made phrases of one part, as French messages."""
    problems = []
    if len(phrases) > CHIPS_LIMIT:
        problems.append(f"{len(phrases)} phrases, la limite est de {CHIPS_LIMIT}.")
    if any(not phrase.strip() for phrase in phrases):
        problems.append("une phrase est vide.")
    if any(len(phrase) > CHIP_LIMIT for phrase in phrases):
        problems.append(f"une phrase dépasse {CHIP_LIMIT} caractères.")
    if not all(is_storable(phrase) for phrase in phrases):
        problems.append("une phrase contient un caractère illisible.")
    return problems


def is_storable(text: str) -> bool:
    """False for NUL, which PostgreSQL refuses, and for an unpaired surrogate, which has no UTF-8
    form."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
