"""The API of one's own passkeys: adding one, and wrapping the user's pair for one that lacks it."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.gate.auth import answers, bodies, own_keys, rates, user_keys
from app.gate.auth.access import Access
from app.gate.auth.actors import current_device, require
from app.gate.auth.models import UserKey
from app.gate.auth.own_keys import OWN
from app.gate.auth.reads import AddKey, MendKey, Nothing
from app.gate.auth.routes import opening
from app.ground import clock
from app.ground.house import current_house

blueprint = Blueprint("own_keys", __name__, url_prefix="/api/v1")
_opens = opening(blueprint)


@_opens(
    "POST",
    "/keys/options",
    Access.session(OWN),
    "Prépare l’ajout d’une clé à soi",
    reads=Nothing,
    answers=answers.OwnKeysOptions,
)
def own_key_options() -> ResponseReturnValue:
    actor, house, now = require(OWN), current_house(), clock.now()
    bodies.read(Nothing)
    rates.spend(house.database, rates.OWN_KEYS, str(actor.staff_id), now=now)
    with house.database.write() as session:
        return jsonify(own_keys.options(session, house, actor, current_device(), now=now))


@_opens(
    "POST",
    "/keys",
    Access.session(OWN),
    "Ajoute une clé à soi",
    reads=AddKey,
    answers=answers.AddedAnswer,
    status=201,
)
def add_own_key() -> ResponseReturnValue:
    actor, house, now = require(OWN), current_house(), clock.now()
    body = bodies.read(AddKey)
    rates.spend(house.database, rates.OWN_KEYS, str(actor.staff_id), now=now)
    with house.database.write() as session:
        row = own_keys.add(
            session,
            house,
            actor,
            current_device(),
            body.credential,
            body.label,
            body.confirmation,
            user_keys.of_body(body.user_key),
            now=now,
        )
        is_offline = user_keys.is_current(row, session.get(UserKey, actor.staff_id))
        return jsonify(id=str(row.id), opens_offline=is_offline), 201


@_opens(
    "POST",
    "/keys/mend",
    Access.session(OWN),
    "Reprend la clé de lecture sur la clé qui a ouvert",
    reads=MendKey,
    status=204,
)
def mend_own_key() -> ResponseReturnValue:
    actor, house, now = require(OWN), current_house(), clock.now()
    body = bodies.read(MendKey)
    made = user_keys.of_body(body.user_key)
    assert made is not None
    with house.database.write() as session:
        own_keys.mend(session, actor, made, now=now)
    return "", 204
