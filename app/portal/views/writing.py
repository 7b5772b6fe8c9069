"""Writing to a role of the home. What does not leave comes back as it was typed, whatever the reason."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.family.commands import write_message
from app.ground import clock
from app.ground.errors import Invalid, TooMuch
from app.ground.house import current_house
from app.portal import sessions
from app.portal.access import opens
from app.portal.own.typed import readable
from app.portal.views.blueprint import blueprint
from app.portal.views.home import Places, shown_now


@opens(blueprint, "/ecrire", "relative", "POST")
def writing() -> ResponseReturnValue:
    seen, house = sessions.current_relative(), current_house()
    box, text = request.form.get("role", ""), request.form.get("text", "")
    try:
        with house.database.write() as session:
            write_message(session, house, seen.relative_id, box, readable(text), now=clock.now())
    except Invalid as error:
        return _again(next(iter(error.fields.values()), error.message), box, text), error.status
    except TooMuch as error:
        return _again(error.message, box, text), error.status
    return redirect(url_for("portal.home", envoye=1), 303)


def _again(problem: str, box: str, text: str) -> str:
    page = {"problem": problem, "typed": text, "chosen": box}
    return render_template("portal/home.html", shown=shown_now(), places=Places(), **page)
