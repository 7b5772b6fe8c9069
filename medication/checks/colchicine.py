"""Colchicine: never with a severe kidney failure, and little of it a day.

Sources: ANSM, "Intoxications graves à la colchicine : rappel des règles de bon usage" (severe kidney
failure, clearance below 30 mL/min: contraindicated; less for the elderly, above all from 75 years,
and for kidney failure) and the new schedules of July 2023 (0.5 mg two or three times a day after
the first day; 0.5 mg a day to begin with when the kidneys are moderately failing). Macrolides and
pristinamycin are in the thesaurus.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from medication.alerts import Alert
from medication.amount_words import number_words
from medication.case import Case
from medication.condition import SEVERE
from medication.ordered import Ordered

SUBSTANCE: Final = "colchicine"
_MOST: Final = Decimal("1.5")
_MOST_WHEN_FRAIL: Final = Decimal(1)
_MODERATE: Final = Decimal(60)
_FRAIL_FROM: Final = 75
_SOURCE: Final = "ANSM, colchicine : bon usage (2016) et schémas de juillet 2023"
_DIARRHOEA: Final = "Diarrhée, nausées, vomissements : premiers signes de surdosage, appeler."


def colchicine_alerts(case: Case) -> Iterator[Alert]:
    """Each line that holds some."""
    clearance = case.condition.clearance
    for one in case.ordered:
        if SUBSTANCE not in one.drug.substances:
            continue
        if clearance is not None and clearance < SEVERE:
            yield from _severe(case, one, clearance)
        elif clearance is None:
            yield from _unverified(case, one)
        yield from _dose(case, one)


def _severe(case: Case, one: Ordered, clearance: Decimal) -> Iterator[Alert]:
    return case.alert(
        "colchicine_renal",
        (one,),
        f"Colchicine contre-indiquée : clairance à {clearance} mL/min ({one.label}).",
        because=_DIARRHOEA,
        source=_SOURCE,
        basis=("severe",),
    )


def _unverified(case: Case, one: Ordered) -> Iterator[Alert]:
    if case.concerned((one,)):
        yield from case.alert(
            "unverified",
            (one,),
            f"Rein non vérifié pour {one.label} : {case.condition.kidneys}.",
            because=_DIARRHOEA,
            source=_SOURCE,
            basis=("colchicine", case.condition.kidneys),
        )


def _dose(case: Case, one: Ordered) -> Iterator[Alert]:
    """With the other lines of it that are given at the same time."""
    known = case.condition
    together = [
        other
        for other in case.ordered
        if SUBSTANCE in other.a_day and (other is one or one.meets(other))
    ]
    a_day = sum((other.a_day[SUBSTANCE] for other in together), Decimal(0))
    is_frail = (known.age is not None and known.age >= _FRAIL_FROM) or (
        known.clearance is not None and known.clearance < _MODERATE
    )
    most = _MOST_WHEN_FRAIL if is_frail else _MOST
    if a_day > most:
        labels = ", ".join(dict.fromkeys(other.label for other in together))
        yield from case.alert(
            "colchicine_dose",
            together,
            f"Colchicine : plus de {number_words(most)} mg par jour ({labels}).",
            because=_DIARRHOEA,
            source=_SOURCE,
            basis=(most,),
        )
