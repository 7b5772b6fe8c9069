"""Putting a container right after a line changed: what to take out, and what it holds once it was done."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing.queries import versions_named
from app.areas.rounds.containers.commands import clear
from app.areas.rounds.containers.forms import ClearingForm
from app.areas.rounds.containers.offering import offered, slots
from app.areas.rounds.containers.values import ContainerValue
from app.areas.rounds.containers.views.blueprint import (
    PREPARE,
    Desk,
    blueprint,
    desk,
    reached_container,
)
from app.areas.rounds.containers.views.container import Held, held
from app.gate.auth.routes import page
from app.ground.errors import Invalid
from app.ground.ids import parse_id
from app.ground.pages.undo import say

Wrong = tuple[str, str, str]
"""Why, which drug, how much of it."""


@page(blueprint, "/<uuid:container_id>/revoir", PREPARE)
def clearing(container_id: uuid.UUID) -> Response | tuple[str, int]:
    of = desk()
    one, person = reached_container(of, container_id)
    if one.state != "non_conform" or one.lost_at is not None:
        shown = render_template("office/containers/clearing.html", one=one, person=person)
        return shown, 200
    inside = {item.dose for item in one.inside}
    with of.house.database.read() as session:
        versions = versions_named(session, of.house, {item.line for item in one.inside})
        first = min(item.due_at for item in one.inside)
        last = max(item.due_at for item in one.inside)
        due = offered(session, of.house, [person.id], first, last + timedelta(minutes=1))[person.id]
    offer = [
        each
        for each in due
        if not each.problem and (each.held_by is None or each.held_by.id == one.id)
    ]
    ticked = [str(each.dose.id) for each in offer if each.dose.id in inside]
    form = ClearingForm(data={"doses": ticked, "seen": str(one.preparation)})
    if form.carry(lambda session: _clear(session, of, one, form)):
        say("Pilulier revu : il est conforme, et se donne à nouveau d’un scan.")
        return redirect(url_for("containers.container", container_id=container_id))
    shown = render_template(
        "office/containers/clearing.html",
        form=form,
        one=one,
        person=person,
        wrong=_wrong(held(one, versions)),
        slots=slots(offer),
        inside=inside,
        ticked=set(form.doses.data or ()),
    )
    return shown, form.status


def _wrong(slots_held: list[Held]) -> dict[Wrong, list[Held]]:
    """What does not hold any more, each drug and amount once, with the moments it lies in."""
    found: dict[Wrong, list[Held]] = {}
    for slot in slots_held:
        for dose in slot.doses:
            if dose.item.why and dose.item.left_at is None:
                found.setdefault((dose.item.why, dose.label, dose.amount), []).append(slot)
    return found


def _clear(session: Session, of: Desk, one: ContainerValue, form: ClearingForm) -> None:
    seen = parse_id(form.seen.data)
    if seen is None:
        raise Invalid({"doses": "Cette page est ancienne : rechargez-la."})
    clear(session, of.house, of.actor, one.id, form.ticked, seen=seen, now=of.now)
