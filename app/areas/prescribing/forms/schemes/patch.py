"""A patch: when it is put on, for how many hours, on which sites; its removal follows from it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from app.areas.prescribing.forms.days import fields_of_days, read_days
from app.areas.prescribing.forms.takes import fields_of_at, read_at
from app.areas.prescribing.forms.typed import Typed, amount_out
from medication.prescription import Patch

LABEL: Final = "Patch, à poser et à retirer"
SCHEME: Final = Patch
FIELDS: Final = {
    "amount": "patch_amount",
    "wear_hours": "wear_hours",
    "days": "days",
    "takes": "patch_at",
}
_LONGEST_HOURS: Final = 31 * 24


def read(typed: Typed) -> Patch | None:
    at, days = read_at(typed, "patch_at"), read_days(typed)
    amount = typed.amount("patch_amount") if typed.text("patch_amount") else Decimal(1)
    asked = "Dites combien d’heures il reste en place : 24 pour un jour, 72 pour trois."
    hours = typed.whole("wear_hours", asked, most=_LONGEST_HOURS)
    if at is None or days is None or amount is None or hours is None:
        return None
    return Patch(at, amount, hours, days, _sites(typed))


def fields_of(scheme: Patch) -> dict[str, Any]:
    return {
        **fields_of_at("patch_at", scheme.at),
        **fields_of_days(scheme.days),
        "patch_amount": amount_out(scheme.amount),
        "wear_hours": str(scheme.wear_hours),
        "sites": ", ".join(scheme.sites),
    }


def _sites(typed: Typed) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[,;]", typed.text("sites")))
    return tuple(dict.fromkeys(part for part in parts if part))
