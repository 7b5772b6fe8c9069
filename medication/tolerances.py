"""How far from its hour a dose is still on time.

Tight, for drugs that must not drift: antiparkinsonians, insulin given with a meal, opioids of
prolonged release, antiepileptics. Loose, where a week or more lies between two doses. Usual for
the rest. Source of the distinction: ISMP, "Acute Care Guidelines for Timely Administration of
Scheduled Medications", 2011 (time-critical: ± 30 minutes; more often than daily: ± 1 hour; daily,
weekly and monthly: ± 2 hours), which asks each house for its own list. Which classes are tight and
the wider margin of weekly drugs are this product's defaults, that a home changes in its settings
(docs/decisions/0029-doses-known-by-their-slot.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from medication.day_rules import is_rare
from medication.drug_kinds import is_tight
from medication.prescription import Line
from medication.schemes import Patch, Regular, Scheme, Sliding
from medication.settings import Settings

Punctuality = Literal["early", "on_time", "late"]


def tolerance(line: Line, settings: Settings) -> int:
    """Minutes before and after its hour within which a dose of this line is on time. What the home
    wrote for one of its substances comes first, the shortest where there are several."""
    own = [settings.tolerance[key] for key in line.drug.substances if key in settings.tolerance]
    if own:
        return min(own)
    if isinstance(line.scheme, Sliding) or is_tight(line.drug):
        return settings.tight_minutes
    return settings.loose_minutes if _is_rare(line.scheme) else settings.usual_minutes


def punctuality(due_at: datetime, at: datetime, *, early: int, late: int) -> Punctuality:
    """Where an instant lies against a dose due: bounds, in minutes, are on time."""
    if at < due_at - timedelta(minutes=early):
        return "early"
    return "late" if at > due_at + timedelta(minutes=late) else "on_time"


def _is_rare(scheme: Scheme) -> bool:
    match scheme:
        case Regular(takes, days):
            return len(takes) == 1 and is_rare(days)
        case Patch():
            return is_rare(scheme.days)
        case _:
            return False
