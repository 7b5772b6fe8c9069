"""Methotrexate never daily, never again too soon. Sources: `medication/methotrexate.py`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.methotrexate import SUBSTANCE, Slot, is_too_often, may_be_daily, slots, too_soon
from medication.ordered import Ordered
from medication.slots import local_day

_SOURCE: Final = "RCP NOVATREX, 4.2 ; ANSM, rappels de 2011, 2019 et 2023"


def methotrexate_alerts(case: Case) -> Iterator[Alert]:
    """Every line of it together: two lines may make a second day of the week."""
    lines = [one for one in case.ordered if SUBSTANCE in one.drug.substances]
    if any(may_be_daily(one.line.scheme) for one in lines) or is_too_often(
        chain.from_iterable(_slots(case, one) for one in lines)
    ):
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


def _slots(case: Case, one: Ordered) -> Iterator[Slot]:
    """While the line holds, version by version."""
    zone = case.settings.zone
    for start, end in one.when:
        until = None if end is None else local_day(end, zone)
        yield from slots(one.line.scheme, local_day(start, zone), until)
