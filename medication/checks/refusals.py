"""Refusals that the prescriber must know of. Sources: `medication/refusals.py`."""

from __future__ import annotations

from collections.abc import Iterator

from medication.alerts import Alert
from medication.case import Case
from medication.refusals import to_tell, words


def refusal_alerts(case: Case) -> Iterator[Alert]:
    """Each line that was refused too often, or once when that is enough."""
    by_chain = {one.line.chain: one for one in case.ordered}
    lines = [one.line for one in case.ordered]
    for told in to_tell(lines, case.facts.refusals, case.facts.now, case.settings):
        yield from case.alert(
            "refusals",
            (by_chain[told.line.chain],),
            words(told, case.settings),
            because="À signaler au prescripteur.",
            source=str(told.critical.source) if told.critical else "Réglages de l’établissement",
            basis=(told.last_at.isoformat(),),
        )
