"""Interactions between two drugs of a treatment, at the level that applies to them.

Source: Thésaurus des interactions médicamenteuses, ANSM, in the version of the reference; levels
with conditions: docs/decisions/0024. "Proven or unconditional": no condition, or one that what is
known of the drugs, the doses and the person meets. One alert a pair, by its gravest finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.findings import Finding, InteractingPair
from medication.interactions import interactions
from medication.ordered import Ordered
from medication.thesaurus import LevelCode

_KINDS: Final[dict[LevelCode, str]] = {
    "ASDEC": "discouraged",
    "PE": "precaution",
    "APEC": "to_consider",
}
_SAYS: Final = {
    "contraindicated": "Contre-indication : {}.",
    "contraindicated_as_needed": "Contre-indication avec un « si besoin » : {}.",
    "contraindicated_perhaps": "Contre-indication possible, selon le cas : {}.",
    "discouraged": "Association déconseillée : {}.",
    "precaution": "Précaution d’emploi : {}.",
    "to_consider": "Association à prendre en compte : {}.",
}


def interaction_alerts(case: Case) -> Iterator[Alert]:
    """An alert for each pair that meets an entry, and what the thesaurus does not know."""
    by_label = {one.drug.label: one for one in case.ordered}
    found = interactions(
        case.reference.thesaurus,
        [one.drug for one in case.ordered],
        facts=case.condition.said(),
    )
    for pair in found.pairs:
        a, b = by_label[pair.a], by_label[pair.b]
        if a.meets(b):
            yield from _of_pair(case, pair, (a, b))
    silent = case.concerned(by_label[one.drug] for one in found.silences)
    if silent:
        names = dict.fromkeys(chain.from_iterable(one.drug.unknown for one in silent))
        yield from case.alert(
            "unverified",
            silent,
            f"Interactions non vérifiées : {', '.join(names)}.",
            because="Le thésaurus ne connaît pas ces substances.",
            source=case.thesaurus_said,
            basis=("interactions",),
        )


def _of_pair(case: Case, pair: InteractingPair, two: tuple[Ordered, Ordered]) -> Iterator[Alert]:
    """At giving, a contraindication stops the "si besoin" that would be new, not the treatment
    that somebody decided: there it is shown."""
    finding = pair.findings[0]
    as_needed = [one for one in two if one.is_as_needed]
    kind = _kind(finding, bool(as_needed))
    if kind == "contraindicated_as_needed" and case.stage == "giving":
        yield from _alert(case, kind, pair, two, as_needed)
        if scheduled := [one for one in two if not one.is_as_needed]:
            yield from _alert(case, "contraindicated", pair, two, scheduled)
    else:
        yield from _alert(case, kind, pair, two, two)


def _kind(finding: Finding, with_as_needed: bool) -> str:
    if finding.level != "CI":
        return _KINDS[finding.level]
    if finding.conditional:
        return "contraindicated_perhaps"
    return "contraindicated_as_needed" if with_as_needed else "contraindicated"


def _alert(
    case: Case,
    kind: str,
    pair: InteractingPair,
    two: tuple[Ordered, Ordered],
    shown_on: list[Ordered] | tuple[Ordered, ...],
) -> Iterator[Alert]:
    finding = pair.findings[0]
    return case.alert(
        kind,
        two,
        _SAYS[kind].format(" et ".join(one.label for one in two)),
        because=_because(finding),
        source=case.thesaurus_said,
        basis=[f"{one.code}{'!' if one.is_certain else '?'}" for one in finding.levels],
        shown_on=shown_on,
    )


def _because(finding: Finding) -> str:
    condition = finding.levels[0].condition if finding.conditional else ""
    parts = (
        " + ".join(finding.substances),
        f"Selon le cas : {condition}" if condition else "",
        finding.mechanism,
        finding.advice,
    )
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."
