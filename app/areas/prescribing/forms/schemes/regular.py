"""The same amounts at the same moments: every day, some days, by cures; once a week, once a month."""

from __future__ import annotations

from typing import Any, Final

from app.areas.prescribing.forms.days import fields_of_days, read_days
from app.areas.prescribing.forms.takes import fields_of_takes, read_takes
from app.areas.prescribing.forms.typed import Typed
from medication.prescription import Regular

LABEL: Final = "À heures régulières"
SCHEME: Final = Regular
FIELDS: Final = {"takes": "takes", "days": "days"}


def read(typed: Typed) -> Regular | None:
    """Raises nothing: what is wrong is told to `typed`."""
    takes, days = read_takes(typed), read_days(typed)
    if not takes:
        typed.refuse("takes", "Indiquez au moins une prise : une quantité sous un moment.")
    return Regular(takes, days) if takes and days else None


def fields_of(scheme: Regular) -> dict[str, Any]:
    return fields_of_takes(scheme.takes) | fields_of_days(scheme.days)
