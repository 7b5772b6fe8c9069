"""/bureau/charte: the text, and the one button that accepts it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.charter.views.blueprint import OWN, blueprint
from app.gate.auth.actors import require
from app.gate.auth.charter import accepting as acceptances
from app.gate.auth.charter.texts import CURRENT, charter
from app.gate.auth.policy import may
from app.gate.auth.routes import button
from app.gate.auth.routes import reading as shows
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say


@shows(blueprint, "", OWN)
def reading() -> str:
    actor = require(OWN)
    with current_house().database.read() as session:
        last = acceptances.last_accepted(session, actor.staff_id)
    return render_template(
        "charter/reading.html",
        charter=charter(),
        last=last,
        is_due=last < CURRENT,
        goes_on=_goes_on(),
    )


@button(blueprint, "/accepter", OWN)
def accepting() -> Response:
    """The version that was shown: another one published meanwhile is asked for in its turn."""
    actor, version = require(OWN), request.form.get("version", type=int)
    if version is not None and 1 <= version <= CURRENT:
        with current_house().database.write() as session:
            if acceptances.accept(session, actor, version, now=clock.now()):
                say("Charte acceptée. Elle reste à relire depuis le menu.")
    start = url_for("steering.home" if may(actor, "office.use") else "staff.mine")
    return redirect(_goes_on() or start, 303)


def _goes_on() -> str | None:
    """The page that was asked for, when it is one of the office's: nothing else is believed."""
    asked = request.values.get("suite", "")
    return asked if asked == "/bureau" or asked.startswith(("/bureau/", "/bureau?")) else None
