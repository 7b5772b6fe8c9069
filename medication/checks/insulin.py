"""Before an insulin: a recent glycaemia, and none that is too low. Sources: `medication/insulin.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.facts import Measure
from medication.insulin import (
    in_grams,
    is_hypoglycaemia,
    is_insulin,
    is_recent,
    needs_glycaemia,
    resugar_words,
)
from medication.ordered import Ordered
from medication.spoken import measure_words

_SOURCE: Final = (
    "ADA, Standards of Care, 6 ; circulaire DGOS du 14/02/2012 ; réglages de l’établissement"
)
_RECHECK: Final = "Cette mesure n’est plus récente : recontrôler la glycémie avant toute décision."


def insulin_alerts(case: Case) -> Iterator[Alert]:
    """Each line of insulin against the latest glycaemia."""
    measure = case.facts.glycaemia
    lines = [one for one in case.ordered if is_insulin(one.drug.substances)]
    if case.stage != "giving":
        return
    for one in lines:
        if measure is not None and in_grams(measure) is None:
            yield from _unreadable(case, one, measure)
        elif measure is not None and is_hypoglycaemia(measure, case.settings):
            yield from _too_low(case, one, measure)
        elif needs_glycaemia(one.line, _composition(one)) and not (
            measure is not None and is_recent(measure, case.facts.now, case.settings)
        ):
            yield from _missing(case, one, measure)


def _composition(one: Ordered) -> list[str]:
    return [row.name for row in one.product.ingredients] if one.product else []


def _too_low(case: Case, one: Ordered, measure: Measure) -> Iterator[Alert]:
    """Sugar on a measure of now alone: on an old one it would be a guess (`insulin.py`)."""
    limit = measure_words(case.settings.hypoglycaemia)
    is_of_now = is_recent(measure, case.facts.now, case.settings)
    return case.alert(
        "hypoglycaemia",
        (one,),
        f"Glycémie à {measure_words(measure.value)} {measure.unit}, sous {limit} g/L : "
        f"ne pas injecter {one.label}.",
        because=resugar_words(case.settings) if is_of_now else _RECHECK,
        source=_SOURCE,
        basis=(measure.value, measure.at.isoformat()),
    )


def _missing(case: Case, one: Ordered, measure: Measure | None) -> Iterator[Alert]:
    minutes = case.settings.glycaemia_minutes
    return case.alert(
        "glycaemia_missing",
        (one,),
        f"Glycémie de moins de {minutes} minutes à mesurer avant {one.label}.",
        because="Aucune glycémie récente." if measure else "Aucune glycémie connue.",
        source=_SOURCE,
        basis=(measure.at.isoformat() if measure else "",),
    )


def _unreadable(case: Case, one: Ordered, measure: Measure) -> Iterator[Alert]:
    return case.alert(
        "unverified",
        (one,),
        f"Glycémie non vérifiée avant {one.label} : unité « {measure.unit} » inconnue.",
        basis=("glycaemia", measure.unit),
    )
