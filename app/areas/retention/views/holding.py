"""Holds: asking that everything of a person be kept, and lifting that. The person is found by their exact identity."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.queries import persons_of, same_person
from app.areas.retention.forms import HoldForm, LiftForm
from app.areas.retention.holds import hold_of, lift_hold, place_hold
from app.areas.retention.views.blueprint import KEEP, blueprint, today_of
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import say


@page(blueprint, "/conservation/demande", KEEP)
def holding() -> Response | tuple[str, int]:
    actor = require(KEEP)
    form = HoldForm(data={"from_on": today_of(actor)})
    if form.validate_on_submit() and (person_id := _look_up(actor, form)) is None:
        form.refuse("family_name", "Personne n’est connu ici sous cette identité exacte.")
    elif form.carry(lambda session: _hold(session, actor, person_id, form)):
        say("Conservation notée : rien de cette personne ne sera détruit.")
        return redirect(url_for("retention.index"))
    return render_template("retention/holding.html", form=form), form.status


@page(blueprint, "/conservation/retenues/<uuid:hold_id>/lever", KEEP)
def lifting(hold_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house = require(KEEP), current_house()
    with house.database.read() as session:
        hold = hold_of(session, house.vault, actor.establishment_id, hold_id)
    if hold.lifted_on is not None:
        raise NotFound()
    form, today = LiftForm(), today_of(actor)
    if form.carry(
        lambda session: lift_hold(
            session,
            house.vault,
            actor,
            hold_id,
            reason=form.reason.data,
            today=today,
            now=clock.now(),
        )
    ):
        say("Conservation levée : les durées comptent de nouveau.")
        return redirect(url_for("retention.index"))
    return render_template("retention/lifting.html", form=form, hold=hold), form.status


def _look_up(actor: Actor, form: HoldForm) -> uuid.UUID | None:
    """A search by identity is told to the trail, found or not, as any other."""
    house, home = current_house(), actor.establishment_id
    assert form.born_on.data is not None
    with house.database.write(tells=True) as session:
        everybody = [
            *persons_of(session, house, home),
            *persons_of(session, house, home, left=True),
        ]
        names = form.family_name.data or "", form.given_name.data or ""
        found = same_person(everybody, *names, form.born_on.data)
        person_id = found.id if found else None
        record(session, "person.looked_up", at=clock.now(), actor=actor, person_id=person_id)
    return person_id


def _hold(session: Session, actor: Actor, person_id: uuid.UUID | None, form: HoldForm) -> object:
    assert person_id is not None and form.from_on.data is not None
    return place_hold(
        session,
        current_house().vault,
        actor,
        person_id,
        kind=form.kind.data or "",
        reason=form.reason.data,
        from_on=form.from_on.data,
        today=today_of(actor),
        now=clock.now(),
    )
