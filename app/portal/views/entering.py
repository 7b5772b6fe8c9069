"""Entering with a passkey, and leaving."""

from __future__ import annotations

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.gate.auth import bodies, rates
from app.gate.auth.rates import Rate
from app.ground import clock
from app.ground.errors import ChevetError
from app.ground.house import current_house
from app.ground.tenancy import acting_for_every
from app.portal import cookies, sessions
from app.portal import entering as doing
from app.portal.access import opens
from app.portal.views.blueprint import blueprint
from app.portal.views.reads import Enter, Nothing

SIGN_INS = Rate("family.signin", 30)


@opens(blueprint, "/entrer", "anybody")
def entering() -> ResponseReturnValue:
    if sessions.is_somebody():
        return redirect(url_for("portal.home"))
    return render_template("portal/entering.html")


@opens(blueprint, "/api/entrer/options", "anybody", "POST")
def entering_options() -> ResponseReturnValue:
    bodies.read(Nothing)
    house, now = current_house(), clock.now()
    with acting_for_every(), house.database.write() as session:
        rates.spend_within(session, SIGN_INS, request.remote_addr or "", now=now)
        options = doing.showing_options(session, house, now=now)
    return jsonify(publicKey=options)


@opens(blueprint, "/api/entrer", "anybody", "POST")
def enter() -> ResponseReturnValue:
    """A refusal is raised once its trace is committed."""
    body = bodies.read(Enter)
    house, now = current_house(), clock.now()
    with acting_for_every(), house.database.write() as session:
        rates.spend_within(session, SIGN_INS, request.remote_addr or "", now=now)
        done = doing.enter(session, house, body.assertion, now=now)
    if isinstance(done, ChevetError):
        raise done
    return welcome(*done)


def welcome(opened: sessions.RelativeSession, secret: str) -> Response:
    """The answer to whoever has just entered."""
    response = jsonify(next=url_for("portal.home"))
    cookies.set_session(response, opened.id, secret)
    return response


@opens(blueprint, "/sortir", "relative", "POST")
def leaving() -> ResponseReturnValue:
    seen = sessions.current_relative()
    with current_house().database.write() as session:
        sessions.end(session, seen, now=clock.now())
    response = redirect(url_for("portal.entering"), 303)
    cookies.clear_session(response)
    return response
