"""A "si besoin" beyond what its line allows, at giving. Sources: `medication/as_needed.py`."""

from __future__ import annotations

from collections.abc import Iterator

from medication.alerts import Alert
from medication.as_needed import allowance
from medication.as_needed_words import allowance_words
from medication.case import Case
from medication.ordered import Ordered


def as_needed_alerts(case: Case) -> Iterator[Alert]:
    """Each as-needed line of which nothing may be given now; the table raises it at giving only."""
    for one in case.ordered:
        if one.is_as_needed:
            yield from _of(case, one)


def _of(case: Case, one: Ordered) -> Iterator[Alert]:
    now = case.facts.now
    found = allowance(one.line, case.lines, case.facts.given, now)
    if found.is_open:
        return
    said = allowance_words(found, one.line, now, case.settings.zone)
    yield from case.alert(
        "as_needed_allowance",
        (one,),
        f"{one.label} : {said[:1].lower()}{said[1:]}",
        because="" if found.is_sure else "Une dose sans milligrammes connus compte pour une prise.",
        basis=(found.why, found.next_at),
    )
