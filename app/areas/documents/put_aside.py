"""What is told of a capture that was put aside: how many pages of what, and no key of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.areas.documents.kinds import label_of

_TOLD: Final = ("mime", "size", "width", "height")


def without_keys(body: Mapping[str, Any]) -> dict[str, Any]:
    """The same body, of whatever shape, with nothing in it that opens a page or names it at the server."""
    parts = body.get("parts")
    told = [_part(one) for one in parts] if isinstance(parts, list) else []
    return {**body, "parts": told}


def capture_words(body: Mapping[str, Any]) -> str:
    """What it says it is, for whoever judges it: « Ordonnance, 2 pages »."""
    kind, parts = body.get("kind"), body.get("parts")
    count = len(parts) if isinstance(parts, list) else 0
    pages = f"{count} page{'s' if count > 1 else ''}"
    return f"{label_of(kind if isinstance(kind, str) else None)}, {pages}"


def _part(part: Any) -> dict[str, Any]:
    return {name: part[name] for name in _TOLD if name in part} if isinstance(part, dict) else {}
