"""/bureau/signalees: entries that were filed although something about them does not fit."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.steering import quarantined
from app.areas.steering.flag_words import words_of
from app.areas.steering.verbs import label_of
from app.areas.steering.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import button, reading
from app.gate.directory.team import names_of
from app.gate.sync import flags
from app.ground import clock
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.asked import asked_choice
from app.ground.pages.undo import press
from app.ground.pages.words import count

RIGHT = "quarantine.review"
STATES = {"": "À voir", "vues": "Vues"}


@reading(blueprint, "/signalees", RIGHT)
def flagged() -> str:
    actor, house, state = require(RIGHT), current_house(), asked_choice("etat", STATES)
    record_once(house.database, "flags.read", actor=actor, now=clock.now())
    with house.database.read() as session:
        lines = flags.flagged(session, actor, seen=bool(state))
        staff = names_of(session, house, actor.establishment_id)
        persons = {one.id: one for one in quarantined.reachable(session, house, actor)}
    borne = sorted({flag for line in lines for flag in line.flags})
    wanted = asked_choice("signe", borne)
    return render_template(
        "office/flagged.html",
        lines=[line for line in lines if not wanted or wanted in line.flags],
        state=state,
        states=STATES,
        wanted=wanted,
        borne=[(flag, words_of(flag).short) for flag in borne],
        staff=staff,
        persons=persons,
        words_of=words_of,
        label_of=label_of,
        is_cut=len(lines) == flags.LARGEST_LIST,
    )


@button(blueprint, "/signalees/vues", RIGHT)
def flags_seen() -> Response:
    actor = require(RIGHT)
    ids = [one for text in request.form.getlist("id") if (one := parse_id(text))]
    return press(
        lambda session: flags.take_note(session, actor, ids, now=clock.now()),
        back=url_for("steering.flagged"),
        said=_said,
    )


def _said(number: int) -> str:
    return f"{count(number, 'saisie vue', 'saisies vues')}, notée à votre nom."
