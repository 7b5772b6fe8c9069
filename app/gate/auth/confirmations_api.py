"""A fresh nonce for confirming one action at the bedside. What the key answers to it travels with the command."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.gate.auth import answers, b64, bodies, confirmations, rates
from app.gate.auth.access import Access
from app.gate.auth.actors import require, require_device
from app.gate.auth.reads import Nothing
from app.gate.auth.routes import opening
from app.ground import clock
from app.ground.house import current_house

blueprint = Blueprint("confirmations", __name__, url_prefix="/api/v1")


@opening(blueprint)(
    "POST",
    "/confirmations/nonce",
    Access.session("bedside.use", on_device=True),
    "Un nonce pour confirmer une action avec une clé",
    reads=Nothing,
    answers=answers.NonceAnswer,
)
def confirmation_nonce() -> ResponseReturnValue:
    require("bedside.use")
    device, house, now = require_device(), current_house(), clock.now()
    bodies.read(Nothing)
    rates.spend(house.database, rates.CONFIRMATIONS, str(device.id), now=now)
    nonce = confirmations.nonce_for(house, device, now=now)
    return jsonify(nonce=b64.encode(nonce), now=clock.to_text(now))
