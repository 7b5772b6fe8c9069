"""Entering through the demo world's door, where there is no passkey: only a demo database on localhost opens it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from app.tablet.connection import DEVICE_COOKIE
from app.tablet.session import Session
from app.tablet.unlock import given_store_keys

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet


def enter(tablet: Tablet, staff: str | uuid.UUID) -> dict[str, Any]:
    """Opens the tablet as one of the demo's professionals (their id); returns the server's answer.

    The browser's demo tablet is enrolled by the same request, so that the wall can be read afterwards.
    """
    session = Session(device=uuid.UUID(int=0), staff=uuid.UUID(str(staff)))
    body = {"staff": str(staff), "session": str(session.id), "jwk": session.jwk}
    answer: dict[str, Any] = tablet.connection.post("/demo/entrer", body)
    tablet.storage.put("device_cookie", tablet.connection.cookies[DEVICE_COOKIE])
    device = answer["device"]
    session.device = uuid.UUID(device["id"] if isinstance(device, dict) else device)
    session.is_known = True
    tablet.session, tablet.store_keys = session, given_store_keys(answer)
    tablet.wall()
    return answer
