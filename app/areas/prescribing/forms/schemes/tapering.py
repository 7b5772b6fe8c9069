"""Amounts that go down, or up, by steps: from each day on, what is taken at each moment."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from app.areas.prescribing.forms.takes import MOMENTS, fields_of_takes, read_takes
from app.areas.prescribing.forms.typed import Typed
from medication.prescription import Step, Tapering

LABEL: Final = "Par paliers (décroissance, montée)"
SCHEME: Final = Tapering
FIELDS: Final = {"steps": "step_1_from", "takes": "step_1_from", "days": "step_1_from"}
ROWS: Final = 8


def read(typed: Typed) -> Tapering | None:
    found = [step for row in range(1, ROWS + 1) if (step := _step(typed, row))]
    if not found:
        typed.refuse("step_1_from", "Donnez le jour du premier palier et ses quantités.")
        return None
    for (_, first), (row, second) in pairwise(found):
        if second.from_on <= first.from_on:
            typed.refuse(f"step_{row}_from", "Ce palier commence après le précédent.")
    return Tapering(tuple(step for _, step in found))


def fields_of(scheme: Tapering) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for row, step in enumerate(scheme.steps, start=1):
        fields[f"step_{row}_from"] = step.from_on.isoformat()
        fields |= fields_of_takes(step.takes, f"step_{row}_")
        fields[f"step_{row}_stop"] = not step.takes
    return fields


def proposed_days(first: date, count: int) -> list[date]:
    """A week between two steps, until somebody says otherwise."""
    return [first + timedelta(weeks=week) for week in range(count)]


def _step(typed: Typed, row: int) -> tuple[int, Step] | None:
    """A row that says something: a day, and amounts or a stop. A day alone, proposed, says nothing."""
    prefix = f"step_{row}_"
    is_stop = typed.ticked(f"{prefix}stop")
    if not is_stop and not any(typed.text(f"{prefix}at_{moment}") for moment in MOMENTS):
        return None
    takes = read_takes(typed, prefix)
    if is_stop and takes:
        typed.refuse(f"{prefix}stop", "Un palier d’arrêt n’a pas de quantité.")
    first = typed.day(f"{prefix}from", "Donnez le jour où ce palier commence.")
    return (row, Step(first, takes)) if first and (takes or is_stop) else None
