"""A person's absences: those to come, under way and past, each with the versions before it; noting, correcting,
cancelling one."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.persons.absences import AbsenceValue, absences_shown
from app.areas.persons.commands import cancel_absence, correct_absence, note_absence
from app.areas.persons.forms import AbsenceForm
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import button, page, reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import press, say

WRITE = "absence.write"
_LIST = "persons.absences"


@reading(blueprint, "/personnes/<uuid:person_id>/absences", "person.read")
def absences(person_id: uuid.UUID) -> str:
    actor, person = reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "person.open", actor=actor, person_id=person_id, now=now)
    with house.database.read() as session:
        found = absences_shown(session, house, person_id)
        staff = names_of(session, house, actor.establishment_id)
    groups = (
        ("En cours et à venir", [one for one in reversed(found) if one.state in _AHEAD]),
        ("Passées", [one for one in found if one.state not in _AHEAD]),
    )
    return render_template(
        "office/absences.html", person=person, groups=groups, staff=staff, now=now
    )


@page(blueprint, "/personnes/<uuid:person_id>/absences/ajouter", WRITE)
def absence_noting(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, WRITE)
    house, now, zone = current_house(), clock.now(), _zone(actor.establishment_id)
    here = now.astimezone(zone)
    form = AbsenceForm.over({"from_on": here.date(), "from_hour": here.time()})
    if form.carry(
        lambda session: note_absence(
            session, house, actor, person_id, form.draft(zone), now=clock.now()
        )
    ):
        say("Absence notée : les doses de ces heures le savent.")
        return redirect(url_for(_LIST, person_id=person_id))
    return render_template("office/absence.html", person=person, form=form, one=None), form.status


@page(blueprint, "/personnes/<uuid:person_id>/absences/<uuid:absence_id>", WRITE)
def absence_correcting(person_id: uuid.UUID, absence_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, WRITE)
    house, zone = current_house(), _zone(actor.establishment_id)
    one = _one(person_id, absence_id)
    form = AbsenceForm.over(_typed(one, zone), stamped={"version": one.version})
    if form.carry(
        lambda session: correct_absence(
            session,
            house,
            actor,
            person_id,
            absence_id,
            form.draft(zone),
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        say("Absence corrigée : ce qui était noté avant reste lisible.")
        return redirect(url_for(_LIST, person_id=person_id))
    return render_template("office/absence.html", person=person, form=form, one=one), form.status


@button(blueprint, "/personnes/<uuid:person_id>/absences/<uuid:absence_id>/annuler", WRITE)
def absence_cancelling(person_id: uuid.UUID, absence_id: uuid.UUID) -> Response:
    actor, _person = reached(person_id, WRITE)
    return press(
        lambda session: cancel_absence(session, actor, person_id, absence_id, now=clock.now()),
        back=url_for(_LIST, person_id=person_id),
        said="Absence annulée : les doses de ces heures sont de nouveau dues ici.",
    )


_AHEAD = ("planned", "ongoing")


def _one(person_id: uuid.UUID, chain_id: uuid.UUID) -> AbsenceValue:
    house = current_house()
    with house.database.read() as session:
        for one in absences_shown(session, house, person_id):
            if one.chain_id == chain_id and one.state != "cancelled":
                return one
    raise NotFound()


def _typed(one: AbsenceValue, zone: ZoneInfo) -> dict[str, Any]:
    """The absence as its form shows it."""
    starts = one.from_at.astimezone(zone)
    ends = one.until_at.astimezone(zone) if one.until_at else None
    return {
        "kind": one.kind,
        "from_on": starts.date(),
        "from_hour": starts.time(),
        "until_on": ends.date() if ends else None,
        "until_hour": ends.time() if ends else None,
        "doses_handed": one.doses_handed,
        "note": one.note,
    }


def _zone(establishment_id: uuid.UUID) -> ZoneInfo:
    with current_house().database.read() as session:
        return zone_of(session, establishment_id)
