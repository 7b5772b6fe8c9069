"""What a tablet asks its server beside the feed, and keeps nowhere: what is set aside, and a person's whole file."""

from __future__ import annotations

import uuid
from typing import Any

from app.tablet.tablet import Tablet


def review(tablet: Tablet) -> list[dict[str, Any]]:
    """What the server keeps in quarantine and the tablet's holder may know of."""
    items: list[dict[str, Any]] = tablet.connection.get("/api/v1/quarantine")["items"]
    return items


def history(tablet: Tablet, person: str | uuid.UUID, **asked: Any) -> dict[str, Any]:
    """One page of a person's file, newest first: `q`, `cible`, `author`, `since`, `until`, `before`, `limit`.

    Words go in a body: an address is kept in logs.
    """
    path = f"/api/v1/persons/{person}/entries"
    page: dict[str, Any] = (
        tablet.connection.post(path, asked)
        if asked.get("q")
        else tablet.connection.get(path, params=asked)
    )
    return page
