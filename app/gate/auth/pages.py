"""The pages of the gate: invitation, enrolment of a device, sign-in and sign-out of the office."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.gate.auth import (
    authenticators,
    confirming,
    cookies,
    devices,
    invitations,
    lapsed,
    rates,
    sessions,
)
from app.gate.auth.access import KIB, Access, declare
from app.gate.auth.actors import current_actor, current_address, current_device, require
from app.gate.auth.confirming import NeedsKey
from app.gate.auth.lapsed import Lapsed
from app.gate.directory import queries
from app.ground import clock
from app.ground.database import WritesHeld
from app.ground.errors import SignInNeeded
from app.ground.house import current_house

blueprint = Blueprint("pages", __name__)
declare("pages.invitation", Access.public())
declare("pages.device", Access.public())
declare("pages.enrol", Access.public(), body_limit=8 * KIB)
declare("pages.signin", Access.public())
declare("pages.signout", Access.session("office.use"), body_limit=8 * KIB)


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> ResponseReturnValue:
    house, now, device = current_house(), clock.now(), current_device()
    with house.database.read() as session:
        _, staff = invitations.find(session, token, now=now)
        home = queries.establishment(session, staff.establishment_id)
        takes_tablet = invitations.takes_tablet(session, home.id, device, now=now)
        rules = authenticators.rules_at(session, home.id, now)
    name = queries.staff_names(house, {staff.id: staff.sealed})[staff.id]
    is_shared = device is not None and device.kind == "shared"
    roaming = authenticators.roaming(rules, "shared") if is_shared else None
    return render_template(
        "gate/invitation.html",
        token=token,
        name=name,
        home=home,
        is_shared=is_shared,
        takes_tablet=takes_tablet,
        accepted=roaming,
        has_roaming=not is_shared or bool(roaming),
    )


@blueprint.get("/appareil/<token>")
def device(token: str) -> ResponseReturnValue:
    with current_house().database.read() as session:
        found = devices.find_by_link(session, token, now=clock.now())
        home = queries.establishment(session, found.establishment_id)
    return render_template(
        "gate/device.html", token=token, device=found, home=home, present=current_device()
    )


@blueprint.post("/appareil/<token>")
def enrol(token: str) -> ResponseReturnValue:
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.ENROLMENTS, current_address(), now=now)
    with house.database.write() as session:
        found, secret = devices.enrol(session, token, now=now)
    response = redirect(url_for("front.bedside"), 303)
    cookies.set_device(response, found.id, secret)
    return response


@blueprint.get("/bureau/connexion")
def signin() -> ResponseReturnValue:
    return render_template("gate/signin.html", actor=current_actor())


@blueprint.post("/bureau/deconnexion")
def signout() -> ResponseReturnValue:
    actor = require("office.use")
    with current_house().database.write() as session:
        sessions.end(session, actor, now=clock.now())
    response = redirect(url_for("pages.signin"), 303)
    cookies.clear_session(response)
    return response


@blueprint.app_errorhandler(NeedsKey)
def confirm(needed: NeedsKey) -> ResponseReturnValue:
    """The page that asks for the key, with everything that was sent."""
    asked = confirming.ask(current_house(), needed)
    page = render_template(
        "gate/confirming.html",
        asked=asked,
        what=needed.what,
        problem=needed.problem.message if needed.problem else None,
        action=request.full_path.rstrip("?"),
        back="/bureau",
    )
    return page, needed.status


@blueprint.app_errorhandler(Lapsed)
def lapse(error: Lapsed) -> ResponseReturnValue:
    """The page that keeps what was typed until its author is signed in again."""
    page = render_template(
        "gate/lapsed.html", lapse=error, action=request.full_path.rstrip("?"), files=request.files
    )
    return page, error.status


def sent_too_late(error: SignInNeeded) -> Response:
    """The same, for a form sent without a usable session."""
    kept = lapsed.keep(current_house())
    told = Lapsed("Votre session s’est fermée", status=error.status, kept=kept)
    return make_response(lapse(told))


@blueprint.app_errorhandler(WritesHeld)
def again(error: WritesHeld) -> ResponseReturnValue:
    """What came back and has no form of its own to fill: it can be sent again, as it was."""
    what = lapsed.typed()
    page = render_template("gate/again.html", what=what, action=what.address, back="/bureau")
    return page, 200
