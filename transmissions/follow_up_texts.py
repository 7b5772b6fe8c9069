"""What a follow-up may say before it becomes part of the record.

What was asked and answered at the bedside is a fact, so little is refused: what no list, screen or reader could
bear. Each refusal names its field and says in French what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from transmissions.follow_up import OUTCOMES
from transmissions.validation import TEXT_LIMIT, Problem, is_storable, phrase_problems

WHAT_LIMIT: Final = 200
"""Characters of what is asked: one line of a list."""

REASON_LIMIT: Final = 300
"""Characters of the reason of a postponement."""


def validate_what(what: str | None) -> list[Problem]:
    """What is wrong with what is asked; nothing needs to be said when a transmission says it."""
    return _text_problems("what", "Ce qui est à faire", what, WHAT_LIMIT)


def validate_close(outcome: str, result: str | None, chips: Sequence[str]) -> list[Problem]:
    """What is wrong with an answer. The outcome alone is one; words may come with it."""
    problems: list[Problem] = []
    if outcome not in OUTCOMES:
        problems.append(("outcome", "La réponse est « fait » ou « pas nécessaire »."))
    problems += _text_problems("result", "Résultat", result, TEXT_LIMIT)
    return problems + [("chips", f"Résultat : {told}") for told in phrase_problems(chips)]


def validate_reason(reason: str | None) -> list[Problem]:
    """What is wrong with the reason of a postponement, which may have none."""
    return _text_problems("reason", "Raison", reason, REASON_LIMIT)


def _text_problems(field: str, name: str, text: str | None, limit: int) -> list[Problem]:
    if text is None:
        return []
    if not is_storable(text):
        return [(field, f"{name} : le texte contient un caractère illisible.")]
    if len(text) > limit:
        return [(field, f"{name} : {len(text)} caractères, la limite est de {limit}.")]
    return []
