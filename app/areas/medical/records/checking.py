"""What was typed about somebody's health, as it is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app.areas.medical.records.kinds import Member, RecordKind
from app.ground.checks import Checks


def checked(kind: RecordKind, typed: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The members of that kind, as they are sealed: texts, ISO days, hours. Raises Invalid."""
    checks = Checks()
    kept = {
        member.name: _checked(checks, member, typed.get(member.name), today)
        for member in kind.members
    }
    if kind.code == "vaccination" and kept["vaccine"] == "other" and not kept["name"]:
        checks.refuse("name", "Dites lequel.")
    if kind.code == "protocol" and kept["review_on"] and kept["review_on"] <= (kept["on"] or ""):
        checks.refuse("review_on", "Cette date doit suivre celle de la décision.")
    checks.end()
    return kept


def _checked(checks: Checks, member: Member, value: Any, today: date) -> str | None:
    match member.shape:
        case "choice":
            assert member.choices is not None
            chosen = value if isinstance(value, str) else ""
            return checks.choice(member.name, chosen, member.choices, message=member.missing)
        case "day" | "past_day":
            return _day(checks, member, value, today)
        case "hour":
            return _hour(checks, member, value)
        case "text":
            return _text(checks, member, value)
    if member.missing:
        return checks.line(member.name, value, missing=member.missing, limit=member.limit)
    return checks.optional_line(member.name, value, limit=member.limit)


def _day(checks: Checks, member: Member, value: Any, today: date) -> str | None:
    if not isinstance(value, date):
        if member.missing:
            checks.refuse(member.name, member.missing)
        return None
    if member.shape == "past_day" and value > today:
        checks.refuse(member.name, "Cette date est à venir.")
    return value.isoformat()


def _hour(checks: Checks, member: Member, value: Any) -> str | None:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    checks.refuse(member.name, member.missing)
    return None


def _text(checks: Checks, member: Member, value: Any) -> str | None:
    """Several lines, each of readable text; none that is empty."""
    typed = str(value or "").splitlines()
    lines = [checks.optional_line(member.name, one, limit=member.limit) for one in typed]
    text = "\n".join(one for one in lines if one)
    if len(text) > member.limit:
        checks.refuse(member.name, f"{len(text)} caractères : la limite est de {member.limit}.")
    if not text and member.missing:
        checks.refuse(member.name, member.missing)
    return text or None
