"""Antivitamins K: target, last INR, today's dose, next control, and when to hold.

Sources: HAS and GEHT, "Prise en charge des surdosages en antivitamines K", April 2008 (from an INR
of 4 on a taking may be skipped, control the next day); ANSM, "Bon usage des AVK" (2012) and the
summaries of COUMADINE and PREVISCAN, 4.2: an INR at least once a month. The value from which the
home waits for a decision is a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from medication.facts import Measure
from medication.prescription import Calendar, Line
from medication.reference import Reference
from medication.settings import Settings
from medication.slots import instant, local_day
from medication.spoken import drug_words, measure_words
from medication.takes import takes_on
from medication.tasks import Task

CLASS: Final = "antivitamines k"
_A_MONTH: Final = timedelta(days=31)
_MORNING: Final = time(8)


@dataclass(frozen=True, slots=True)
class Status:
    """What the line shows of an AVK. `today` None: no dose is written for today. `is_overdue`: the
    day of the control has passed without an INR, or the last one is more than a month old."""

    target: tuple[Decimal, Decimal] | None
    inr: Measure | None
    today: Decimal | None
    control_on: date | None
    is_overdue: bool
    is_held: bool


def is_avk(reference: Reference, substances: tuple[str, ...]) -> bool:
    """Whether one of these keys is an antivitamin K, by the thesaurus."""
    return not reference.thesaurus.classes.get(CLASS, frozenset()).isdisjoint(substances)


def status(line: Line, inr: Measure | None, now: datetime, settings: Settings) -> Status:
    """The line on the day of `now`."""
    scheme, today = line.scheme, local_day(now, settings.zone)
    calendar = scheme if isinstance(scheme, Calendar) else None
    control_on = calendar.control_on if calendar else None
    return Status(
        target=calendar.target if calendar else None,
        inr=inr,
        today=_dose(line, today),
        control_on=control_on,
        is_overdue=_is_overdue(inr, control_on, today, settings),
        is_held=inr is not None and inr.value >= settings.inr_hold,
    )


def tasks(line: Line, inr: Measure | None, now: datetime, settings: Settings) -> list[Task]:
    """The control on its day, or at once when it is late; a call when the INR is too high. Two
    lines of one AVK (tablets of 2 and 5 mg) have one INR, and so the same keys. A control that is
    late is the same task each day."""
    known = status(line, inr, now, settings)
    found: list[Task] = []
    if known.is_held and inr is not None:
        says = f"INR à {measure_words(inr.value)} : ne pas donner {drug_words(line)}, appeler le prescripteur."
        key = f"inr_hold {inr.at.isoformat()}"
        found.append(Task("inr_hold", key, says, now, "nurse", (line.chain,)))
    due_on = _due_on(known, local_day(now, settings.zone), settings)
    if due_on is not None:
        says = f"INR à contrôler ({drug_words(line)})."
        due_at = instant(due_on, _MORNING, settings.zone)
        since = inr.at.isoformat() if inr else "never"
        key = f"inr_control {known.control_on or since}"
        found.append(Task("inr_control", key, says, due_at, "nurse", (line.chain,)))
    return found


def _due_on(known: Status, today: date, settings: Settings) -> date | None:
    """The day written on the calendar while no INR was taken since; today when there is none."""
    if known.control_on is not None and not _is_done(known.inr, known.control_on, settings):
        return known.control_on
    return today if known.is_overdue else None


def _is_done(inr: Measure | None, on: date, settings: Settings) -> bool:
    return inr is not None and local_day(inr.at, settings.zone) >= on


def _is_overdue(
    inr: Measure | None, control_on: date | None, today: date, settings: Settings
) -> bool:
    if inr is None or local_day(inr.at, settings.zone) < today - _A_MONTH:
        return True
    return control_on is not None and control_on < today and not _is_done(inr, control_on, settings)


def _dose(line: Line, today: date) -> Decimal | None:
    """Zero where the calendar says zero: that is a dose too."""
    if isinstance(line.scheme, Calendar):
        return line.scheme.amounts.get(today)
    amounts = [take.amount for take in takes_on(line.scheme, today) if take.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None
