"""A line as JSON, and back: what is sealed, and what tablets receive.

Amounts are strings ("0.5", never a float), days "2026-03-29", instants ISO 8601 with an offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from medication.prescription import Giver, Line, Pause, Prescribed
from medication.scheme_json import scheme_from_json, scheme_to_json

_INSTANTS = ("starts_at", "ends_at", "superseded_at", "controlled_at")
_WORDS = ("route", "unit", "wording", "prescriber", "why")


def line_to_json(line: Line) -> dict[str, Any]:
    """Everything the line says. `line_from_json` gives it back equal."""
    return {
        "id": str(line.id),
        "chain": str(line.chain),
        "version": line.version,
        "person": str(line.person),
        "drug": _drug_to_json(line.drug),
        "scheme": scheme_to_json(line.scheme),
        "giver": line.giver,
        **{name: getattr(line, name) for name in _WORDS},
        **{name: _written(getattr(line, name)) for name in _INSTANTS},
        "pauses": [
            {
                "from_at": one.from_at.isoformat(),
                "until_at": _written(one.until_at),
                "reason": one.reason,
            }
            for one in line.pauses
        ],
    }


def line_from_json(written: Mapping[str, Any]) -> Line:
    """The line as it was. Raises KeyError, ValueError or decimal.InvalidOperation on anything that
    `line_to_json` did not write."""
    return Line(
        id=UUID(written["id"]),
        chain=UUID(written["chain"]),
        version=written["version"],
        person=UUID(written["person"]),
        drug=_drug_from_json(written["drug"]),
        scheme=scheme_from_json(written["scheme"]),
        giver=cast(Giver, written["giver"]),
        starts_at=datetime.fromisoformat(written["starts_at"]),
        pauses=tuple(
            Pause(datetime.fromisoformat(one["from_at"]), _instant(one["until_at"]), one["reason"])
            for one in written["pauses"]
        ),
        ends_at=_instant(written["ends_at"]),
        superseded_at=_instant(written["superseded_at"]),
        controlled_at=_instant(written["controlled_at"]),
        **{name: written[name] for name in _WORDS},
    )


def _drug_to_json(drug: Prescribed) -> dict[str, Any]:
    milligrams = drug.milligrams
    return {
        "label": drug.label,
        "cis": drug.cis,
        "substances": list(drug.substances),
        "named": drug.named,
        "form": drug.form,
        "strength": drug.strength,
        "milligrams": None if milligrams is None else {k: str(v) for k, v in milligrams.items()},
    }


def _drug_from_json(written: Mapping[str, Any]) -> Prescribed:
    milligrams = written.get("milligrams")
    return Prescribed(
        label=written["label"],
        cis=written["cis"],
        substances=tuple(written["substances"]),
        named=written["named"],
        form=written["form"],
        strength=written["strength"],
        milligrams=None if milligrams is None else {k: Decimal(v) for k, v in milligrams.items()},
    )


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _instant(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
