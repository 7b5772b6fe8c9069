"""What a tablet hands in."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, request
from pydantic import ValidationError

from app.gate.auth import access, bodies
from app.gate.auth.access import MIB, Access
from app.gate.auth.actors import require_device
from app.gate.auth.presence import SeenDevice
from app.gate.sync import carrying, fleet, outbox, pace, telling
from app.gate.sync.answers import json_answer
from app.gate.sync.outbox import Delivery, Receipt
from app.gate.sync.standing import standing
from app.ground import clock, tenancy
from app.ground.errors import Invalid, SignInNeeded
from app.ground.house import current_house

blueprint = Blueprint("sync", __name__, url_prefix="/api/v1")


@blueprint.post("/outbox")
def hand_in() -> Response:
    """Takes in what a tablet holds: one answer for each envelope, in order."""
    device = require_device(allow_revoked=True)
    pace.keep("outbox", device.id)
    tenancy.set_establishment(device.establishment_id)
    house, delivery, now = current_house(), _delivery(), clock.now()
    if delivery.carried_for is not None:
        return _carried(device, delivery)
    verdicts = outbox.receive(house, device, delivery, now=now)
    here = standing(house, device.establishment_id)
    told = telling.told(delivery, verdicts, now)
    counted = fleet.note(house, device, told, epoch=UUID(here.epoch), now=now)
    return json_answer(
        {
            # Read once all is committed: what tablets note as the time of receipt is never before the write, so that
            # a backup begun after that time holds it.
            "now": clock.to_text(clock.now()),
            "epoch": here.epoch,
            "durable_through": here.durable_through,
            "results": [verdict.to_json() for verdict in verdicts],
            **counted,
        }
    )


def _carried(device: SeenDevice, delivery: Delivery) -> Response:
    """What another tablet wrote. A revoked device speaks for itself alone."""
    if device.revoked_at is not None:
        raise SignInNeeded("Cette tablette a été révoquée.", code="revoked")
    house, home = current_house(), device.establishment_id
    carrier = carrying.Carrier(home, device_id=device.id)
    epoch = standing(house, home).epoch
    done = carrying.carry(house, carrier, delivery, epoch=epoch, now=clock.now())
    here = standing(house, home)
    return json_answer(
        {
            "now": clock.to_text(clock.now()),
            "epoch": here.epoch,
            "durable_through": here.durable_through,
            "results": [verdict.to_json() for verdict in done.verdicts],
            "receipt": done.receipt,
        }
    )


access.declare(
    "sync.hand_in",
    Access.device(allow_revoked=True),
    body_limit=8 * MIB,
    reads=Delivery,
    answers=Receipt,
    summary="Remettre les saisies scellées d’une tablette",
)


def _delivery() -> Delivery:
    """The body. One element that is no envelope has its own answer; a body that is no delivery has none."""
    if request.mimetype != "application/json":
        raise bodies.NotJson("Du JSON est attendu.")
    data = request.get_data(cache=False)
    bodies.refuse_prf_secret(data)
    try:
        return Delivery.model_validate(json.loads(data))
    except ValidationError as error:
        raise Invalid(_fields(error), "L’envoi n’a pas la forme attendue.") from error


def _fields(error: ValidationError) -> dict[str, str]:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return {
        str(one["loc"][0]) if one["loc"] else "body": "Au plus 200 éléments par envoi."
        if one["type"] == "too_long"
        else "Cette valeur n’est pas lisible."
        for one in problems
    }
