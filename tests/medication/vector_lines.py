"""The short lines of the vectors, as lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from medication.prescription import Line, Pause
from medication.scheme_json import scheme_from_json
from tests.medication.lines import drug, line


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def stamp(at: datetime) -> str:
    """As JavaScript writes an instant."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line_of(name: str, told: Mapping[str, Any]) -> Line:
    """The line of a vector: what it does not say is as in any other line."""
    milligrams = told.get("milligrams")
    pauses = tuple(
        Pause(instant(one["from_at"]), one["until_at"] and instant(one["until_at"]), "")
        for one in told.get("pauses", ())
    )
    instants = {key: instant(told[key]) for key in ("starts_at", "ends_at") if key in told}
    return line(
        scheme_from_json(told["scheme"]),
        name,
        drug=drug(
            name,
            *told["substances"],
            cis=told.get("cis"),
            milligrams=milligrams and {key: Decimal(one) for key, one in milligrams.items()},
        ),
        unit=told.get("unit", "comprimé"),
        pauses=pauses,
        **instants,
    )
