"""The one place where the time of day is read, so that tests can hold it still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_held: datetime | None = None


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return _held if _held is not None else datetime.now(UTC)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Inside the block, `now()` answers `at` (aware). For tests."""
    global _held
    before, _held = _held, at.astimezone(UTC)
    try:
        yield
    finally:
        _held = before


def to_text(at: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: `2026-11-21T20:54:01.000Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: object) -> datetime | None:
    """The aware instant an RFC 3339 text spells, in UTC; None when it spells none."""
    if not isinstance(text, str) or not 20 <= len(text) <= 40:
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
