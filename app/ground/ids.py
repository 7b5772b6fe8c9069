"""Identifiers: UUID version 7 (RFC 9562), so that new rows sort by the time they were made."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A fresh UUIDv7 as a standard library UUID."""
    return uuid7()


def parse_id(text: object) -> uuid.UUID | None:
    """The UUID that `text` spells in its canonical form, else None; never raises."""
    if not isinstance(text, str) or len(text) != 36:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
