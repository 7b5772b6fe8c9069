"""What is noted of the person, and contesting one note: their words then stay beside it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.marks.commands import Voice, place_contest
from app.areas.marks.rules import MOST_WORDS
from app.ground import clock
from app.ground.errors import Invalid, NotFound, TooMuch
from app.ground.house import current_house
from app.portal import sessions
from app.portal.access import opens
from app.portal.own.notes import note_of, parts_of, put_aside
from app.portal.own.typed import readable
from app.portal.views.blueprint import blueprint
from app.portal.views.home import shown_now


@opens(blueprint, "/moi/dossier", "person")
def own_notes() -> ResponseReturnValue:
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    with house.database.read() as session:
        parts = parts_of(session, house, seen.establishment_id, shown)
        aside = put_aside(session, shown)
    is_said = "conteste" in request.args
    return render_template(
        "portal/own/notes.html", shown=shown, parts=parts, aside=aside, is_said=is_said
    )


@opens(blueprint, "/moi/dossier/<place>/<uuid:note_id>", "person", "GET", "POST")
def contesting(place: str, note_id: uuid.UUID) -> ResponseReturnValue:
    """Only what the person reads is contested here: any other name is the name of nothing."""
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    with house.database.read() as session:
        note = note_of(session, house, seen.establishment_id, shown, place, note_id)
    if note is None or not note.may_be_contested:
        raise NotFound()
    page = {"shown": shown, "note": note, "most": MOST_WORDS}
    if request.method != "POST":
        return render_template("portal/own/contesting.html", **page)
    text = readable(request.form.get("text", ""))
    try:
        with house.database.write() as session:
            place_contest(
                session,
                house,
                seen.establishment_id,
                shown.person_id,
                place,
                note_id,
                text,
                voice=Voice("person", shown.person_name, seen.relative_id),
                now=clock.now(),
            )
    except (Invalid, TooMuch) as error:
        problem = next(iter(error.fields.values())) if isinstance(error, Invalid) else error.message
        again = render_template("portal/own/contesting.html", **page, problem=problem, typed=text)
        return again, error.status
    return redirect(url_for("portal.own_notes", conteste=1) + f"#note-{note_id}", 303)
