"""What an address asks for. What makes no sense in it asks for nothing: an address is typed by anybody."""

from __future__ import annotations

import uuid
from datetime import date

from flask import request

from app.ground.ids import parse_id

_YEARS = (2000, 2199)


def asked_day(name: str) -> date | None:
    """The day (2026-11-21) that the address gives under that name."""
    return read_day(request.args.get(name))


def read_day(text: str | None) -> date | None:
    """The day that a text gives, in a year that somebody can mean."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if _YEARS[0] <= found.year <= _YEARS[1] else None


def asked_id(name: str) -> uuid.UUID | None:
    """The id that the address gives under that name."""
    return parse_id(request.args.get(name))


def asked_choice(name: str, allowed: object) -> str:
    """The choice that the address gives under that name, when it is one; else the empty text."""
    text = request.args.get(name, "")
    return text if text in allowed else ""  # type: ignore[operator]
