"""What a scheme says of one local day."""

from __future__ import annotations

from datetime import date

from medication.day_rules import is_on
from medication.schemes import Calendar, Patch, Regular, Scheme, Sliding, Take, Tapering


def takes_on(scheme: Scheme, on: date) -> tuple[Take, ...]:
    """The takings of that day; none on a day that is not the scheme's. "Si besoin" is never due,
    nor is a calendar's day of zero. What depends on a measure has its fixed part only, if any.
    """
    match scheme:
        case Regular(takes, days) | Sliding(takes, days):
            return takes if is_on(days, on) else ()
        case Tapering(steps):
            begun = [step for step in steps if step.from_on <= on]
            return begun[-1].takes if begun and is_on(begun[-1].days, on) else ()
        case Calendar(at, amounts):
            return (Take(at, amounts[on]),) if amounts.get(on) else ()
        case Patch(at, amount):
            return (Take(at, amount),) if is_on(scheme.days, on) else ()
        case _:
            return ()
