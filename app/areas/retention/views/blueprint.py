"""The address of retention. Who answers for the data reads lists without names: a person is a short reference."""

from __future__ import annotations

import uuid
from datetime import date

from flask import Blueprint

from app.areas.retention.holds import KINDS
from app.areas.retention.rules import ACTS, RULES, STARTS, duration_words
from app.gate.auth.actor import Actor
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house

blueprint = Blueprint("retention", __name__, url_prefix="/bureau")
KEEP = "person.erase"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "retention_rules": RULES,
        "retention_acts": ACTS,
        "retention_starts": STARTS,
        "hold_kinds": KINDS,
        "duration_words": duration_words,
        "reference": reference,
    }


def reference(person_id: uuid.UUID | str) -> str:
    """A short name for a person whose name the reader may not know."""
    return uuid.UUID(str(person_id)).hex[-6:].upper()


def today_of(actor: Actor) -> date:
    """The day it is in the actor's home."""
    with current_house().database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    return clock.now().astimezone(zone).date()
