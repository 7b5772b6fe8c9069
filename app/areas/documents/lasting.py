"""Until when the tablets of a unit keep a document: what is to be filed or is in force stays with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from app.areas.documents.models import Document

WINDOW: Final = timedelta(days=90)
"""How long tablets keep a document that is filed and of which nothing in force depends."""


def settle(document: Document) -> None:
    """Sets `expires_at` again, after the kind, the filing, the validity or the need has changed."""
    document.expires_at = expires_at(
        document.occurred_at,
        is_filed=document.filed_at is not None,
        is_needed=document.is_needed,
        valid_until=document.valid_until,
    )


def expires_at(
    occurred_at: datetime,
    *,
    is_filed: bool,
    is_needed: bool = False,
    valid_until: date | None = None,
) -> datetime | None:
    """When tablets may forget it; None for as long as it is to be filed, or needed."""
    if not is_filed or is_needed:
        return None
    ends = occurred_at + WINDOW
    if valid_until is None or valid_until.year >= date.max.year:
        return ends
    # The day after the last one, whatever the time zone of the home.
    return max(ends, datetime.combine(valid_until, time(), UTC) + timedelta(days=2))
