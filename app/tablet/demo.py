"""Entering through the demo world's door, where there is no passkey: only a demo database on localhost opens it."""

from __future__ import annotations

import html
import re
import uuid
from typing import TYPE_CHECKING, Any

from app.tablet.connection import DEVICE_COOKIE
from app.tablet.errors import TabletError
from app.tablet.session import Session
from app.tablet.unlock import given_store_keys

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet


_GUEST = re.compile(r'data-staff="([0-9a-f-]{36})".*?class="name">([^<]+)<', re.DOTALL)


def find_guest(tablet: Tablet, who: str | None) -> str:
    """The id of the guest of that name (or id), by default the first who works at the bedside."""
    answer = tablet.connection.request("GET", "/demo")
    if answer.status_code != 200:
        raise TabletError(
            "ce serveur n’a pas de porte de démonstration : donnez --appareil et --invitation"
        )
    guests = [(one[1], html.unescape(one[2])) for one in _GUEST.finditer(answer.text)]
    for staff_id, name in guests:
        if who is None or who in (staff_id, name, name.split()[0]):
            return staff_id
    raise TabletError(f"la démonstration offre : {', '.join(name for _, name in guests)}")


def enter(tablet: Tablet, staff: str | uuid.UUID) -> dict[str, Any]:
    """Opens the tablet as one of the demo's professionals (their id); returns the server's answer.

    The browser's demo tablet is enrolled by the same request, so that the wall can be read afterwards.
    """
    session = Session(device=uuid.UUID(int=0), staff=uuid.UUID(str(staff)))
    body = {"staff": str(staff), "session": str(session.id), "jwk": session.jwk}
    answer: dict[str, Any] = tablet.connection.post("/demo/entrer", body)
    if not answer["offline"]:
        raise TabletError("cette personne travaille au bureau, pas au chevet")
    tablet.jar.device = tablet.connection.cookies[DEVICE_COOKIE]
    session.device = uuid.UUID(answer["device"])
    session.is_known = True
    tablet.session, tablet.store_keys = session, given_store_keys(answer)
    tablet.wall()
    return answer
