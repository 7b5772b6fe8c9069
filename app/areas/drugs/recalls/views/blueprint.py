"""The address of recalls, the rights that open them, and the day it is at home."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, current_app

from app.gate.auth.actor import Actor
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house

blueprint = Blueprint("recalls", __name__, url_prefix="/bureau/rappels")
READ, WRITE = "drug.read", "medication.recall"


@blueprint.context_processor
def _places() -> dict[str, object]:
    """The endpoints there are: recalls stand among the tabs of the drug reference."""
    return {"endpoints": current_app.view_functions}


def today_of(actor: Actor) -> date:
    """The day it is in the actor's home."""
    with current_house().database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    return clock.now().astimezone(zone).date()
