"""A scheme as JSON, and back. `kind` names it; see `prescription_json.py` for how values are
written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from medication.schemes import (
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)


def scheme_to_json(scheme: Scheme) -> dict[str, Any]:
    match scheme:
        case Regular(takes, days):
            return {"kind": "regular", **_taken(takes, days)}
        case Tapering(steps):
            written = [{"from_on": s.from_on.isoformat(), **_taken(s.takes, s.days)} for s in steps]
            return {"kind": "tapering", "steps": written}
        case Sliding(takes, days, scale):
            rungs = [{"below": _text(r.below), "amount": str(r.amount)} for r in scale]
            return {"kind": "sliding", **_taken(takes, days), "scale": rungs}
        case Calendar():
            return _calendar_to_json(scheme)
        case Patch():
            return {
                "kind": "patch",
                "at": scheme.at,
                "amount": str(scheme.amount),
                "wear_hours": scheme.wear_hours,
                "days": days_to_json(scheme.days),
                "sites": list(scheme.sites),
            }
        case _:
            return {
                "kind": "as_needed",
                "amount": str(scheme.amount),
                "indication": scheme.indication,
                "min_interval_minutes": scheme.min_interval_minutes,
                "max_per_day": str(scheme.max_per_day),
                "effect_minutes": scheme.effect_minutes,
                "protocol": scheme.protocol,
                "on_top": scheme.on_top,
            }


def scheme_from_json(written: Mapping[str, Any]) -> Scheme:
    match written["kind"]:
        case "regular":
            return Regular(_takes(written), days_from_json(written["days"]))
        case "tapering":
            return Tapering(
                tuple(
                    Step(_day(one["from_on"]), _takes(one), days_from_json(one["days"]))
                    for one in written["steps"]
                )
            )
        case "sliding":
            scale = tuple(Rung(_number(r["below"]), Decimal(r["amount"])) for r in written["scale"])
            return Sliding(_takes(written), days_from_json(written["days"]), scale)
        case "calendar":
            return _calendar_from_json(written)
        case "patch":
            return Patch(
                written["at"],
                Decimal(written["amount"]),
                written["wear_hours"],
                days_from_json(written["days"]),
                tuple(written["sites"]),
            )
        case "as_needed":
            return AsNeeded(
                Decimal(written["amount"]),
                written["indication"],
                written["min_interval_minutes"],
                Decimal(written["max_per_day"]),
                written["effect_minutes"],
                written["protocol"],
                written.get("on_top"),
            )
        case kind:
            raise ValueError(f"unknown scheme: {kind!r}")


def days_to_json(days: DayRule) -> dict[str, Any]:
    match days:
        case EveryDay():
            return {"kind": "every_day"}
        case Weekdays(chosen):
            return {"kind": "weekdays", "days": sorted(chosen)}
        case EveryDays(n, from_on):
            return {"kind": "every_days", "n": n, "from_on": from_on.isoformat()}
        case Cycle(on, off, from_on):
            return {"kind": "cycle", "on": on, "off": off, "from_on": from_on.isoformat()}
        case _:
            return {"kind": "month_days", "days": sorted(days.days)}


def days_from_json(written: Mapping[str, Any]) -> DayRule:
    match written["kind"]:
        case "every_day":
            return EveryDay()
        case "weekdays":
            return Weekdays(frozenset(written["days"]))
        case "every_days":
            return EveryDays(written["n"], _day(written["from_on"]))
        case "cycle":
            return Cycle(written["on"], written["off"], _day(written["from_on"]))
        case "month_days":
            return MonthDays(frozenset(written["days"]))
        case kind:
            raise ValueError(f"unknown rule of days: {kind!r}")


def _calendar_to_json(scheme: Calendar) -> dict[str, Any]:
    target, control = scheme.target, scheme.control_on
    return {
        "kind": "calendar",
        "at": scheme.at,
        "amounts": {on.isoformat(): str(amount) for on, amount in sorted(scheme.amounts.items())},
        "target": None if target is None else [str(bound) for bound in target],
        "control_on": None if control is None else control.isoformat(),
    }


def _calendar_from_json(written: Mapping[str, Any]) -> Calendar:
    target, control = written["target"], written["control_on"]
    return Calendar(
        written["at"],
        {_day(on): Decimal(amount) for on, amount in written["amounts"].items()},
        None if target is None else (Decimal(target[0]), Decimal(target[1])),
        None if control is None else _day(control),
    )


def _taken(takes: tuple[Take, ...], days: DayRule) -> dict[str, Any]:
    written = [{"at": take.at, "amount": _text(take.amount)} for take in takes]
    return {"takes": written, "days": days_to_json(days)}


def _takes(written: Mapping[str, Any]) -> tuple[Take, ...]:
    return tuple(Take(one["at"], _number(one["amount"])) for one in written["takes"])


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
