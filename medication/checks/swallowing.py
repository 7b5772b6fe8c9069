"""What must not be crushed for somebody who cannot swallow it whole; nothing by mouth.

Source: `facts_tables/crushing.py` (European Pharmacopoeia for modified forms, then the home's own
table, then section 4.2 of a few summaries). A tube is a reason to crush whatever the throat does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from weakref import WeakKeyDictionary

from medication.alerts import Alert
from medication.case import Case
from medication.facts_tables.crushing import Crushing, crushable, crushable_form
from medication.ordered import Ordered
from medication.reference import Reference

_TUBE: Final = frozenset({"gastro-enterale", "gastrique", "intestinale"})


def swallowing_alerts(case: Case) -> Iterator[Alert]:
    """Drugs to swallow, against how the person swallows."""
    known = case.facts.swallowing
    level = known.level if known else None
    unknown: list[Ordered] = []
    for one in case.ordered:
        is_swallowed = one.line.route == "orale"
        if is_swallowed and level == "nothing_by_mouth":
            yield from _nothing_by_mouth(case, one)
        elif one.line.route in _TUBE or (is_swallowed and level in ("crush", "texture")):
            crushing = _crushing(case, one)
            if crushing.answer == "non":
                yield from _not_crushed(case, one, crushing)
            elif crushing.answer == "inconnu" and level != "texture":
                unknown.append(one)
    yield from _unverified(case, unknown)
    if level is None:
        yield from _nobody_said(case)


_READ: Final[WeakKeyDictionary[Reference, dict[tuple[str | None, ...], Crushing]]] = (
    WeakKeyDictionary()
)


def _crushing(case: Case, one: Ordered) -> Crushing:
    """A specialty is read once for a version of the reference and what the home decided of it."""
    home = case.settings.crush
    if one.product:
        names = (one.product.cis, *one.drug.substances)
        known, key = _READ.setdefault(case.reference, {}), (names[0], *map(home.get, names))
        if key not in known:
            known[key] = crushable(one.product, home)
        return known[key]
    drug = one.line.drug
    return crushable_form(f"{drug.form} {drug.label}", drug.substances, cis=drug.cis, home=home)


def _nothing_by_mouth(case: Case, one: Ordered) -> Iterator[Alert]:
    return case.alert(
        "nothing_by_mouth",
        (one,),
        f"Rien par la bouche pour cette personne : {one.label} se donne par la bouche.",
        basis=("nothing_by_mouth",),
    )


def _not_crushed(case: Case, one: Ordered, crushing: Crushing) -> Iterator[Alert]:
    return case.alert(
        "crush",
        (one,),
        f"À ne pas écraser ni ouvrir : {one.label}.",
        because=f"{crushing.because[:1].upper()}{crushing.because[1:]}.",
        source=crushing.source,
        basis=(crushing.because,),
    )


def _unverified(case: Case, lines: list[Ordered]) -> Iterator[Alert]:
    if drugs := case.concerned(lines):
        labels = ", ".join(dict.fromkeys(one.label for one in drugs))
        yield from case.alert(
            "unverified",
            drugs,
            f"Écraser : non vérifié pour {labels}.",
            because="Demander au pharmacien avant d’écraser ou d’ouvrir.",
            basis=("crush",),
        )


def _nobody_said(case: Case) -> Iterator[Alert]:
    """Only where it would matter: a drug that is never crushed."""
    whole = [one for one in case.ordered if one.line.route == "orale"]
    drugs = [one for one in case.concerned(whole) if _crushing(case, one).answer == "non"]
    if drugs:
        labels = ", ".join(dict.fromkeys(one.label for one in drugs))
        yield from case.alert(
            "unverified",
            drugs,
            f"Déglutition non renseignée : {labels} à avaler sans écraser.",
            basis=("swallowing",),
        )
