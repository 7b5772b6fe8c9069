"""Methotrexate never daily, never again too soon. Sources: `medication/methotrexate.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.given import Given
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
from medication.prescription import Scheme
from medication.slots import local_day

_A_DAY: Final = timedelta(days=1)
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
    found = [(one, last) for one in lines if (last := _too_soon(case, one, lines)) is not None]
    if found:
        last = max((given for _, given in found), key=lambda given: given.at)
        yield from case.alert(
            "methotrexate_too_soon",
            lines,
            f"Méthotrexate déjà donné le {local_day(last.at, case.settings.zone):%d/%m/%Y} : "
            f"moins de {case.settings.methotrexate_days} jours.",
            because="Une seule prise par semaine.",
            source=_SOURCE,
            basis=(last.id,),
            shown_on=[one for one, _ in found],
        )


def _too_soon(case: Case, own: Ordered, lines: list[Ordered]) -> Given | None:
    """What was given too recently for this line. Two lines of one taking (a tablet of 10 mg and two of 2.5) are one:
    the first of them given, the second still is to be."""
    others = {one.line.chain: one.line.scheme for one in lines if one is not own}
    counts = [
        given
        for given in case.facts.given
        if not _is_one_taking(own.line.scheme, others.get(given.chain), given, case)
    ]
    return too_soon(counts, case.facts.now, case.settings)


def _is_one_taking(own: Scheme, other: Scheme | None, given: Given, case: Case) -> bool:
    """Whether what was given by the other line was of a taking that is this line's too."""
    if other is None:
        return False
    day = local_day(given.at, case.settings.zone)
    around = (day - _A_DAY, day + _A_DAY)
    return not set(slots(own, *around)).isdisjoint(slots(other, *around))


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
