"""Who may say yes to pictures of a wound. Without a yes, a wound is assessed all the same, without a picture.

A picture is part of care: the person agrees, is free to refuse, and may take it back (Code de la santé publique, art.
L1111-4; Code civil, art. 9). Whoever represents a person does not replace her voice: it is sought, and her refusal
counts. The « personne de confiance » bears witness to what the person would want (art. L1111-6); she does not consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from transmissions.wounds.judging import Problem, text_problems

BY: Final = {
    "person": "La personne elle-même",
    "representative": "La personne chargée de sa représentation",
    "team": "Hors d’état de le dire : proches consultés, avis du médecin",
}
HINTS: Final = {
    "person": "Informée avec des mots simples, elle dit oui ou non.",
    "representative": "Tutelle, habilitation ou mandat pour les soins, après avoir cherché l’avis de la personne.",
    "team": "La personne de confiance ou un proche dit ce qu’elle voudrait ; le médecin est d’accord.",
}
BEARS_NAMES: Final = frozenset(("representative", "team"))
"""Who was asked is written down when it was not the person."""

State = Literal["given", "refused", "not_asked"]


@dataclass(frozen=True, slots=True)
class Consent:
    """What was answered, by whom; `note` says who was asked, in words."""

    given: bool
    by: str
    note: str | None = None


def consent_problems(said: Consent) -> Iterator[Problem]:
    """What is wrong with an answer."""
    if said.by not in BY:
        yield Problem("by", "unknown", "Dites qui a répondu.")
    elif said.by in BEARS_NAMES and not (said.note or "").strip():
        yield Problem("note", "needed", "Dites qui a été consulté, et à quel titre.")
    yield from text_problems("note", said.note)


def state_of(answers: Sequence[Consent]) -> State:
    """Where it stands after these answers, the latest last."""
    if not answers:
        return "not_asked"
    return "given" if answers[-1].given else "refused"


def may_photograph(answers: Sequence[Consent]) -> bool:
    """Whether pictures may be taken now."""
    return state_of(answers) == "given"
