"""Allergies: the substance itself, its family, a class, an excipient.

Sources: families.csv (section 4.3 of each summary) and `facts_tables/excipients.csv` (section 2),
where it knows the specialty. A family counts as the substance; a neighbouring family interrupts when
the reaction was severe. What nobody recorded, and what no table knows, is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.facts import Allergy
from medication.facts_tables.excipients import excipients_of
from medication.families import Family, families, families_of, members
from medication.names import fold
from medication.ordered import Ordered

_RECORDED: Final = "Allergies codées de la personne"


def allergy_alerts(case: Case) -> Iterator[Alert]:
    """Each drug against each allergy; the surest match of the two says it."""
    if case.facts.allergies is None:
        yield from _nobody_said(case)
        return
    for allergy in case.facts.allergies:
        if allergy.kind == "substance":
            yield from _to_substance(case, allergy)
        elif allergy.kind == "class":
            yield from _to_class(case, allergy)
        else:
            yield from _to_excipient(case, allergy)


def _nobody_said(case: Case) -> Iterator[Alert]:
    if drugs := case.concerned(case.ordered):
        yield from case.alert(
            "unverified",
            drugs,
            "Allergies non vérifiées : personne n’a dit si cette personne en a.",
            because="Les renseigner, ou écrire « aucune connue ».",
            basis=("allergies",),
        )


def _to_substance(case: Case, allergy: Allergy) -> Iterator[Alert]:
    own = families_of(case.reference, allergy.code)
    for one in case.ordered:
        if allergy.code in one.drug.substances or _is_named(one, allergy.code):
            yield from _allergic(case, one, allergy, _RECORDED)
        else:
            yield from _by_family(case, one, allergy, own)


def _to_class(case: Case, allergy: Allergy) -> Iterator[Alert]:
    those = members(case.reference, allergy.code)
    family = families().get(allergy.code)
    if those is None:
        drugs = case.concerned(case.ordered)
        if drugs:
            yield from case.alert(
                "unverified",
                drugs,
                f"Allergie non vérifiée : « {allergy.label} » n’est pas une classe connue.",
                basis=(allergy.code,),
            )
        return
    for one in case.ordered:
        if those.hold(one):
            yield from _allergic(case, one, allergy, family.source if family else _RECORDED)
        elif family:
            yield from _by_family(case, one, allergy, (family,))


def _to_excipient(case: Case, allergy: Allergy) -> Iterator[Alert]:
    """The table says "yes" of some specialties, never "no" of any."""
    silent: list[Ordered] = []
    for one in case.ordered:
        known = excipients_of(one.product.cis) if one.product else {}
        if allergy.code in known:
            yield from _allergic(case, one, allergy, str(known[allergy.code]))
        else:
            silent.append(one)
    if drugs := case.concerned(silent):
        labels = ", ".join(dict.fromkeys(one.label for one in drugs))
        yield from case.alert(
            "unverified",
            drugs,
            f"Allergie à « {allergy.label} » : excipients non vérifiés de {labels}.",
            because="Lire la composition sur la notice.",
            basis=_basis(allergy),
        )


def _by_family(
    case: Case, one: Ordered, allergy: Allergy, own: tuple[Family, ...]
) -> Iterator[Alert]:
    for family in own:
        if _holds(case, family.code, one):
            yield from _allergic(case, one, allergy, family.source)
            return
    for family in own:
        if near := next((code for code in family.related if _holds(case, code, one)), None):
            yield from _related(case, one, allergy, families()[near].label, family.source)
            return


def _holds(case: Case, code: str, one: Ordered) -> bool:
    those = members(case.reference, code)
    return those is not None and those.hold(one)


def _is_named(one: Ordered, code: str) -> bool:
    """A substance that the thesaurus does not know, by the words of the composition."""
    named = fold(code)
    return any(named in fold(name) for name in one.drug.unknown)


def _allergic(case: Case, one: Ordered, allergy: Allergy, source: str) -> Iterator[Alert]:
    return case.alert(
        "allergy",
        (one,),
        f"Allergie à « {allergy.label} » : {one.label}.",
        because=_reaction(allergy),
        source=source,
        basis=_basis(allergy),
    )


def _related(case: Case, one: Ordered, allergy: Allergy, near: str, source: str) -> Iterator[Alert]:
    is_severe = allergy.severity == "severe"
    return case.alert(
        "allergy_related_severe" if is_severe else "allergy_related",
        (one,),
        f"Allergie {'grave ' if is_severe else ''}à « {allergy.label} » : {one.label} "
        f"est voisin ({near.lower()}).",
        because=_reaction(allergy),
        source=source,
        basis=_basis(allergy),
    )


def _basis(allergy: Allergy) -> tuple[str, ...]:
    return allergy.kind, allergy.code, allergy.severity


def _reaction(allergy: Allergy) -> str:
    gravity = {"severe": "Réaction grave", "moderate": "Réaction modérée"}
    said = (gravity.get(allergy.severity, "Gravité inconnue"), allergy.reaction)
    return " : ".join(part for part in said if part) + "."
