"""Assessments and judgements as `tests/vectors/wounds.json` writes them: the form that the browser's rules have."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from transmissions.wounds import Assessment, Concern, Dated, Judgement
from transmissions.wounds.judging import Problem


def assessment(told: dict[str, Any]) -> Assessment:
    lists = {name: tuple(told[name]) for name in ("edges", "infection") if name in told}
    return Assessment(**{**told, **lists})


def dated(told: dict[str, Any]) -> Dated:
    at = datetime.fromisoformat(told["at"])
    return Dated(at, assessment(told["said"]), tuple(told.get("told", ())))


def problem_told(one: Problem) -> dict[str, str]:
    return {"field": one.field, "code": one.code, "says": one.says}


def judged_told(found: Judgement) -> dict[str, Any]:
    return {
        "problems": [problem_told(one) for one in found.problems],
        "questions": [
            {
                "field": one.field,
                "code": one.code,
                "says": one.says,
                "choices": [
                    {"label": choice.label, "values": dict(choice.values)} for choice in one.choices
                ],
            }
            for one in found.questions
        ],
    }


def concern_told(one: Concern) -> dict[str, Any]:
    return {"code": one.code, "says": one.says, "isUrgent": one.is_urgent}
