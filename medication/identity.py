"""What an alert is about, as a digest: the same as long as the drugs, their doses and the facts are.

The hour of a taking, the wording and the box of another maker change nothing; another substance,
route or amount does. The days of an anticoagulant's calendar change at each control and are its
very scheme: they are not a change of dose (docs/decisions/0028).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Final

from medication.drug import Drug
from medication.names import fold
from medication.prescription import (
    Calendar,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    Line,
    Patch,
    Regular,
    Scheme,
    Sliding,
    Take,
    Tapering,
    Weekdays,
)

_LENGTH: Final = 32
_Said = tuple[object, ...]


def identity(kind: str, drugs: Iterable[str], basis: Iterable[object]) -> str:
    """32 hexadecimal digits, of the signatures of the drugs; their order changes nothing."""
    said = [kind, sorted(drugs), [*map(str, basis)]]
    written = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()[:_LENGTH]


def signature(line: Line, drug: Drug) -> str:
    """The line's chain, what is in the drug, how it goes in and how much."""
    content = sorted(drug.substances) + sorted(map(fold, drug.unknown))
    if not content:
        content = [fold(line.drug.named or line.drug.label)]
    said = (str(line.chain), content, line.route, line.unit, *_amounts(line.scheme))
    return json.dumps(said, separators=(",", ":"))


def _amounts(scheme: Scheme) -> _Said:
    match scheme:
        case Regular(takes, days):
            return ("regular", _takes(takes), _days(days))
        case Sliding(takes, days, scale):
            rungs = [
                (None if one.below is None else _plain(one.below), _plain(one.amount))
                for one in scale
            ]
            return ("sliding", _takes(takes), _days(days), rungs)
        case Tapering(steps):
            return ("tapering", [(str(s.from_on), _takes(s.takes), _days(s.days)) for s in steps])
        case Calendar():
            return ("calendar",)
        case Patch():
            return ("patch", _plain(scheme.amount), scheme.wear_hours, _days(scheme.days))
        case _:
            amounts = (_plain(scheme.amount), _plain(scheme.max_per_day))
            return ("as_needed", *amounts, scheme.min_interval_minutes, scheme.on_top)


def _takes(takes: tuple[Take, ...]) -> list[str]:
    return sorted("" if take.amount is None else _plain(take.amount) for take in takes)


def _days(rule: DayRule) -> _Said:
    match rule:
        case EveryDay():
            return ("every_day",)
        case EveryDays(n, from_on):
            return ("every_days", n, str(from_on))
        case Cycle(on, off, from_on):
            return ("cycle", on, off, str(from_on))
        case Weekdays(days):
            return ("weekdays", *sorted(days))
        case _:
            return ("month_days", *sorted(rule.days))


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")
