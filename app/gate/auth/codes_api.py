"""The address at which a tablet tells how often wrong codes were typed while it had no network."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.gate.auth import b64, bodies, code_blocks, rates
from app.gate.auth.access import Access
from app.gate.auth.actors import require_device
from app.gate.auth.reads import CodeTries
from app.gate.auth.routes import opening
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house

blueprint = Blueprint("codes", __name__, url_prefix="/api/v1")
_opens = opening(blueprint)


@_opens(
    "POST",
    "/codes/tries",
    Access.device(),
    "Dit combien de codes faux ont été tapés hors ligne",
    reads=CodeTries,
    status=204,
)
def tell_code_tries() -> ResponseReturnValue:
    device, house, now = require_device(), current_house(), clock.now()
    body = bodies.read(CodeTries)
    rates.spend(house.database, rates.UNLOCKS, str(device.id), now=now)
    try:
        told = {b64.decode(one.credential): one.count for one in body.tries}
    except ValueError as error:
        raise Invalid({"tries": "Cette clé est illisible."}) from error
    with house.database.write() as session:
        code_blocks.note_offline(session, device, told, now=now)
    return "", 204
