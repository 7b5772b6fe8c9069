"""Drugs to avoid in an old person.

Source: list of Laroche (2007), row by row in `facts_tables/elderly.csv`, from the age of the
settings on (75 years).
"""

from __future__ import annotations

from collections.abc import Iterator

from medication.alerts import Alert
from medication.case import Case
from medication.facts_tables.elderly import NAME, Advice, advice_on
from medication.ordered import Ordered


def elderly_alerts(case: Case) -> Iterator[Alert]:
    """Each drug of the list, once; without an age, that the list was not looked at."""
    age = case.condition.age
    if age is not None and age < case.settings.elderly_from:
        return
    listed = [(one, advice) for one in case.ordered if (advice := _advice(one))]
    if age is None:
        if drugs := case.concerned(one for one, _ in listed):
            labels = ", ".join(one.label for one in drugs)
            yield from case.alert(
                "unverified",
                drugs,
                f"Âge inconnu : {labels} à éviter chez la personne âgée.",
                source=NAME,
                basis=("elderly",),
            )
        return
    for one, advice in listed:
        yield from case.alert(
            "elderly",
            (one,),
            f"À éviter à partir de {case.settings.elderly_from} ans : {one.label}.",
            because=f"{advice.because[:1].upper()}{advice.because[1:]}.",
            source=str(advice.source),
            basis=(advice.because,),
        )


def _advice(one: Ordered) -> Advice | None:
    form = f"{one.product.form} {one.product.name}" if one.product else one.line.drug.form
    found = (
        advice_on(key, route=one.line.route, form=form, milligrams=one.a_day.get(key))
        for key in one.drug.substances
    )
    return next((advice for advice in found if advice), None)
