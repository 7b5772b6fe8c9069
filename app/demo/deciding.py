"""What the demo home decided about its drugs: which are crushed, under which protocols an aide gives "si besoin"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.areas.medical.commands import set_settings
from app.areas.medical.queries import settings_of
from app.demo.treatments.making import PROTOCOLS
from app.demo.values import Home
from app.gate.auth.actor import Actor
from medication.settings import Crushed

_DECIDED_AGO = timedelta(days=200)
_CRUSHED: dict[str, Crushed] = {
    "apixaban": "oui",
    "bisoprolol": "oui",
    "furosemide": "oui",
    "rivaroxaban": "oui",
    "venlafaxine": "non",
}
"""By substance. Apixaban and rivaroxaban may be by their summaries (ELIQUIS and XARELTO, 4.2); the others are what a
pharmacist of the home could decide."""


def decide_about_drugs(session: Session, home: Home, *, now: datetime) -> None:
    """The home's settings, as its pharmacist set them; nothing for a home that has none."""
    pharmacist = next((one for one in home.staff if one.role == "pharmacist"), None)
    if pharmacist is None:
        return
    actor = Actor(pharmacist.id, home.id, pharmacist.role, None)
    settings = replace(
        settings_of(session, home.id), crush=_CRUSHED, protocols=tuple(PROTOCOLS.values())
    )
    set_settings(session, actor, settings, now=now - _DECIDED_AGO)
