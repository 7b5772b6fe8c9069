"""The one door: everything that is checked of a treatment is checked here, and nowhere else.

Asked at prescribing, at the control by a second professional, at giving and every night. The checks
are in `checks/`, what each does at each stage in `alerts.TABLE`, what may be gone past in
`overrides.py`. An empty answer says that nothing was found, never that a drug is safe: what the
reference does not know is among the alerts, as "non vérifié".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final
from uuid import UUID

from medication.alerts import KINDS, LEVELS, Alert, Stage
from medication.case import Case
from medication.checks.allergies import allergy_alerts
from medication.checks.as_needed import as_needed_alerts
from medication.checks.avk import avk_alerts
from medication.checks.colchicine import colchicine_alerts
from medication.checks.daily_maximum import daily_maximum_alerts
from medication.checks.duplicates import duplicate_alerts
from medication.checks.elderly import elderly_alerts
from medication.checks.insulin import insulin_alerts
from medication.checks.interactions import interaction_alerts
from medication.checks.methotrexate import methotrexate_alerts
from medication.checks.patches import patch_alerts
from medication.checks.refusals import refusal_alerts
from medication.checks.swallowing import swallowing_alerts
from medication.facts import Facts, Knowledge
from medication.prescription import Line

CHECKS: Final[tuple[Callable[[Case], Iterator[Alert]], ...]] = (
    methotrexate_alerts,
    as_needed_alerts,
    interaction_alerts,
    allergy_alerts,
    daily_maximum_alerts,
    insulin_alerts,
    avk_alerts,
    patch_alerts,
    colchicine_alerts,
    swallowing_alerts,
    elderly_alerts,
    duplicate_alerts,
    refusal_alerts,
)
_LEVELS: Final = {level: place for place, level in enumerate(LEVELS)}
_KINDS: Final = {kind: place for place, kind in enumerate(KINDS)}


def check(
    lines: Sequence[Line],
    facts: Facts,
    knowledge: Knowledge,
    stage: Stage,
    *,
    about: frozenset[UUID] | None = None,
) -> tuple[Alert, ...]:
    """Every alert of one person's treatment at this stage, gravest first, each once.

    `lines` are all the versions that the person has, of every chain; those that ended, that were
    superseded or that are suspended are left out here. `about`: only the alerts that concern these
    chains (those being written, or given now); None: all. The order of lines changes nothing.
    """
    case = Case(sorted(lines, key=_order), facts, knowledge, stage, about)
    found = {alert.identity: alert for rule in CHECKS for alert in rule(case)}
    kept = [
        alert for alert in found.values() if about is None or not about.isdisjoint(alert.chains)
    ]
    return tuple(sorted(kept, key=_gravity))


def _order(line: Line) -> tuple[UUID, int]:
    return line.chain, line.version


def _gravity(alert: Alert) -> tuple[int, int, tuple[UUID, ...], str]:
    return _LEVELS[alert.level], _KINDS[alert.kind], alert.chains, alert.identity
