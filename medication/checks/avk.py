"""An antivitamin K against the INR and its calendar. Sources: `medication/avk.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from medication.alerts import Alert
from medication.avk import Status, is_avk, status
from medication.case import Case
from medication.ordered import Ordered
from medication.prescription import Calendar
from medication.spoken import measure_words

_SOURCE: Final = "HAS et GEHT, surdosages en AVK (2008) ; RCP COUMADINE, 4.2 ; réglages"


def avk_alerts(case: Case) -> Iterator[Alert]:
    """Each line of an antivitamin K."""
    for one in case.ordered:
        if not is_avk(case.reference, one.drug.substances):
            continue
        known = status(one.line, case.facts.inr, case.facts.now, case.settings)
        if known.is_held:
            yield from _held(case, one, known)
        if known.is_overdue:
            yield from _overdue(case, one, known)
        if isinstance(one.line.scheme, Calendar) and known.today is None:
            yield from _no_dose(case, one)


def _held(case: Case, one: Ordered, known: Status) -> Iterator[Alert]:
    assert known.inr is not None
    return case.alert(
        "inr_high",
        (one,),
        f"INR à {measure_words(known.inr.value)}, à partir de {measure_words(case.settings.inr_hold)} on attend : "
        f"{one.label} à ne pas donner sans décision du prescripteur.",
        because="Risque de saignement : appeler le prescripteur, INR le lendemain.",
        source=_SOURCE,
        basis=(known.inr.value.normalize(), known.inr.at.isoformat()),
    )


def _overdue(case: Case, one: Ordered, known: Status) -> Iterator[Alert]:
    inr = known.inr
    because = f"Dernier INR le {inr.at:%d/%m/%Y}." if inr else "Aucun INR connu."
    return case.alert(
        "inr_missing",
        (one,),
        f"INR à contrôler : {one.label}.",
        because=because,
        source=_SOURCE,
        basis=(inr.at.isoformat() if inr else "", known.control_on),
    )


def _no_dose(case: Case, one: Ordered) -> Iterator[Alert]:
    return case.alert(
        "avk_no_dose",
        (one,),
        f"Aucune dose écrite pour aujourd’hui : {one.label}.",
        because="Demander la dose au prescripteur avant de donner.",
        source=_SOURCE,
        basis=(case.today,),
    )
