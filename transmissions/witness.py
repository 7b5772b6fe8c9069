"""Entries that two people sign: money and valuables listed, a restraint put on. A cible asks for it, never a person.

Whoever is alone writes all the same, says why, and somebody looks again within a day: what happened is a fact. The
rule is the product's own (M13 of its feature list asks the same of narcotics); it comes from no text.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from transmissions.validation import Problem, is_storable
from transmissions.vocabulary import Cible

WITHOUT_WITNESS: Final = "without_witness"
CONTROLLED_WITHIN: Final = timedelta(hours=24)
CONTROL: Final = "Contrôle sous 24 h : signée sans témoin"
CONTROLLED_BY: Final = "nurse"

REASON_LONGEST: Final = 300
"""Characters of the reason for which nobody stood by."""

FLAG_LABELS: Final = {
    WITHOUT_WITNESS: "Cette cible se signe à deux et l'auteur était seul : un contrôle est demandé sous 24 h.",
}


def lacks_witness(cible: Cible, *, is_witnessed: bool) -> bool:
    """Whether two people should have signed and one did."""
    return cible.witness and not is_witnessed


def alone_problems(alone: str | None) -> list[Problem]:
    """What is wrong with the reason, as (field, French message). None is kept too: what happened is a fact."""
    if alone is None:
        return []
    if not is_storable(alone):
        return [("alone", "Le motif contient un caractère illisible.")]
    if len(alone) > REASON_LONGEST:
        return [("alone", f"Le motif dépasse {REASON_LONGEST} caractères.")]
    return []
