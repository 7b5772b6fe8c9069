"""Kinds and judgements as `tests/vectors/observations.json` writes them: the form that the browser's rules have."""

from __future__ import annotations

from typing import Any

from transmissions.observations import Judgement, Kind, Part
from transmissions.observations.kinds import Range


def range_told(told: Range) -> list[str]:
    return [str(end) for end in told]


def part_told(part: Part) -> dict[str, Any]:
    others = [
        {"unit": one.unit, "factor": str(one.factor), "window": range_told(one.window)}
        for one in part.other
    ]
    return {
        "name": part.name,
        "label": part.label,
        "unit": part.unit,
        "decimals": part.decimals,
        "usual": range_told(part.usual),
        "possible": range_told(part.possible),
        "other": others,
        "choices": list(part.choices),
        "isOptional": part.is_optional,
        "isPadded": part.is_padded,
    }


def kind_told(kind: Kind) -> dict[str, Any]:
    contexts = [{"name": one.name, "label": one.label, "group": one.group} for one in kind.contexts]
    return {
        "name": kind.name,
        "label": kind.label,
        "family": kind.family,
        "parts": [part_told(part) for part in kind.parts],
        "contexts": contexts,
        "needs": list(kind.needs),
        "ask": kind.ask,
        "reasons": list(kind.reasons),
        "jump": str(kind.jump) if kind.jump else None,
        "isCounted": kind.is_counted,
        "isSafety": kind.is_safety,
    }


def judged_told(judged: Judgement) -> dict[str, Any]:
    problems = [{"field": one.field, "code": one.code, "says": one.says} for one in judged.problems]
    questions = [
        {
            "field": one.field,
            "code": one.code,
            "says": one.says,
            "choices": [
                {"label": choice.label, "values": dict(choice.values)} for choice in one.choices
            ],
            "keeps": one.keeps,
        }
        for one in judged.questions
    ]
    return {"values": judged.values, "problems": problems, "questions": questions}
