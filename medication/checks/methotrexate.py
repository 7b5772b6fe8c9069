"""Methotrexate never daily, never again too soon. Sources: `medication/methotrexate.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.methotrexate import (
    Slot,
    is_methotrexate,
    is_too_often,
    looked_at,
    may_be_daily,
    slots,
    too_soon,
)
from medication.ordered import Ordered
from medication.slots import local_day

_SOURCE: Final = "RCP NOVATREX, 4.2 ; ANSM, rappels de 2011, 2019 et 2023"


def methotrexate_alerts(case: Case) -> Iterator[Alert]:
    """Every line of it together: two lines may make a second day of the week."""
    lines = [one for one in case.ordered if is_methotrexate(one.line.drug)]
    if any(may_be_daily(one.line.scheme) for one in lines) or is_too_often(_slots(case, lines)):
        yield from case.alert(
            "methotrexate_daily",
            lines,
            "Méthotrexate : une seule prise par semaine, le même jour. "
            "Cette prescription en donne davantage.",
            because="Prises trop rapprochées : toxicité mortelle sur la moelle et les muqueuses.",
            source=_SOURCE,
        )
    if lines and (last := too_soon(case.facts.given, case.facts.now, case.settings)):
        yield from case.alert(
            "methotrexate_too_soon",
            lines,
            f"Méthotrexate déjà donné le {local_day(last.at, case.settings.zone):%d/%m/%Y} : "
            f"moins de {case.settings.methotrexate_days} jours.",
            because="Une seule prise par semaine.",
            source=_SOURCE,
            basis=(last.id,),
        )


def _slots(case: Case, lines: list[Ordered]) -> Iterator[Slot]:
    """While each line holds, version by version."""
    zone = case.settings.zone
    parts = [
        (one.line.scheme, local_day(start, zone), None if end is None else local_day(end, zone))
        for one in lines
        for start, end in one.when
    ]
    if not parts:
        return
    last = looked_at((scheme, from_on) for scheme, from_on, _ in parts)
    for scheme, from_on, until_on in parts:
        yield from slots(scheme, from_on, last if until_on is None else min(last, until_on))
