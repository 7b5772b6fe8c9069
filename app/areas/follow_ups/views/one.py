"""One follow-up: what was asked, what was done about it, and the gestures that need no form."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.follow_ups.commands import acknowledge_follow_up, reopen_follow_up
from app.areas.follow_ups.views.blueprint import REVIEW, WRITE, blueprint, reached
from app.areas.follow_ups.views.wording import Spoken
from app.gate.audit.once import record_once
from app.gate.auth.routes import button, reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.undo import press


@reading(blueprint, "/a-faire/<uuid:follow_up_id>", REVIEW)
def follow_up(follow_up_id: uuid.UUID) -> str:
    actor, person, one = reached(follow_up_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "person.open", actor=actor, person_id=person.id, now=now)
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return render_template(
        "office/follow_up.html",
        one=one,
        person=person,
        staff=staff,
        spoken=Spoken(now, zone),
    )


@button(blueprint, "/a-faire/<uuid:follow_up_id>/prendre", REVIEW)
def taking(follow_up_id: uuid.UUID) -> Response:
    actor, _person, _one = reached(follow_up_id, WRITE)
    vault = current_house().vault
    return press(
        lambda session: acknowledge_follow_up(session, vault, actor, follow_up_id, now=clock.now()),
        back=url_for("follow_ups.follow_up", follow_up_id=follow_up_id),
        said="Noté : vous vous en occupez. L’équipe le voit sur les tablettes.",
    )


@button(blueprint, "/a-faire/<uuid:follow_up_id>/rouvrir", REVIEW)
def reopening(follow_up_id: uuid.UUID) -> Response:
    actor, _person, _one = reached(follow_up_id, WRITE)
    close_id = parse_id(request.form.get("close"))
    if close_id is None:
        raise NotFound()
    vault = current_house().vault
    return press(
        lambda session: reopen_follow_up(
            session, vault, actor, follow_up_id, close_id, now=clock.now()
        ),
        back=url_for("follow_ups.follow_up", follow_up_id=follow_up_id),
        said="Réponse annulée : c’est de nouveau à faire.",
    )
