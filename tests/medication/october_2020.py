"""The thesaurus of October 2020, as the product carries it, and drugs to try it with."""

from __future__ import annotations

from medication.drug import Dose, Drug
from medication.interactions import interactions
from medication.thesaurus import Thesaurus
from tests.medication.references import builtin_reference

ORAL = frozenset({"orale"})


def october_2020() -> Thesaurus:
    return builtin_reference().thesaurus


def drug(*substances: str, routes: frozenset[str] | None = ORAL, unit: float | None = None) -> Drug:
    """A drug by mouth, unless the test says otherwise, whose every substance weighs `unit` mg."""
    doses = {key: Dose(unit=unit) for key in substances} if unit else {}
    return Drug(" + ".join(substances), substances, routes=routes, doses=doses)


def by(*routes: str) -> frozenset[str]:
    return frozenset(routes)


def said(a: Drug, b: Drug, **facts: bool) -> tuple[str, bool, str] | None:
    """The level of a pair, whether it is conditional, and all that remain; None without any."""
    found = interactions(october_2020(), (a, b), facts=facts)
    if not found.pairs:
        return None
    worst = found.pairs[0].findings[0]
    return worst.level, worst.conditional, " ".join(level.code for level in worst.levels)
