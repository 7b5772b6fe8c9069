"""The person's first page, and who opened their file."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.ground import clock
from app.ground.house import current_house
from app.portal import reading, sessions
from app.portal.access import opens
from app.portal.own.lectures import lectures_of
from app.portal.own.planned import planned_of
from app.portal.views.blueprint import blueprint
from app.portal.views.home import shown_now
from app.portal.views.own.survey import running


@opens(blueprint, "/moi", "person")
def own_home() -> ResponseReturnValue:
    shown, house = shown_now(), current_house()
    with house.database.read() as session:
        planned = planned_of(session, house, shown)
    reading.tell_own(sessions.current_person(), now=clock.now())
    found, is_done = running()
    asks = found is not None and not is_done
    return render_template("portal/own/home.html", shown=shown, planned=planned, asks=asks)


@opens(blueprint, "/moi/lectures", "person")
def own_lectures() -> ResponseReturnValue:
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    with house.database.read() as session:
        lectures = lectures_of(session, house, seen.establishment_id, shown)
    return render_template("portal/own/lectures.html", shown=shown, lectures=lectures)
