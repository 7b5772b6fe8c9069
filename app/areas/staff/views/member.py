"""/bureau/equipe/<id>: one professional."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.staff.commands import edit_member, see_off
from app.areas.staff.forms import MemberForm
from app.areas.staff.queries import open_invitation, passkeys_of
from app.areas.staff.views.blueprint import blueprint
from app.gate.auth import confirming
from app.gate.auth.actors import require
from app.gate.auth.policy import ROLES
from app.gate.auth.routes import button, page, reading
from app.gate.directory.commands import take_back
from app.gate.directory.plan import shifts_between
from app.gate.directory.structure import units_of
from app.gate.directory.team import assignments_of, member_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press, say

AHEAD = timedelta(days=8)


@reading(blueprint, "/equipe/<uuid:staff_id>", "staff.manage")
def member(staff_id: uuid.UUID) -> str:
    actor, house, now = require("staff.manage"), current_house(), clock.now()
    home = actor.establishment_id
    with house.database.read() as session:
        shown = member_of(session, house, home, staff_id)
        start = now - timedelta(hours=12)
        return render_template(
            "office/member.html",
            member=shown,
            role=ROLES[shown.role],
            is_me=staff_id == actor.staff_id,
            me_id=actor.staff_id,
            now=now,
            assignments=assignments_of(session, staff_id),
            shifts=shifts_between(session, home, start, now + AHEAD, staff_id=staff_id),
            units={unit.id: unit.name for unit in units_of(session, home)},
            passkeys=passkeys_of(session, staff_id),
            invitation=open_invitation(session, home, staff_id, now),
        )


@page(blueprint, "/equipe/<uuid:staff_id>/modifier", "staff.manage")
def member_editing(staff_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house = require("staff.manage"), current_house()
    with house.database.read() as session:
        shown = member_of(session, house, actor.establishment_id, staff_id)
    form = MemberForm.over({**shown.identity, "role": shown.role})

    def edit(session: Session) -> None:
        edit_member(
            session, house, actor, staff_id, **form.values, seen=form.seen.data, now=clock.now()
        )
        if form.role.data != shown.role:
            role = ROLES[form.role.data]
            confirming.demand(session, actor, f"Donner à {shown.name} le rôle « {role} »")

    if form.carry(edit):
        say("Enregistré.")
        return redirect(url_for("staff.member", staff_id=staff_id))
    return render_template("office/member_editing.html", member=shown, form=form), form.status


@button(blueprint, "/equipe/<uuid:staff_id>/depart", "staff.manage")
def member_leaving(staff_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: see_off(session, actor, staff_id, now=clock.now()),
        back=url_for("staff.member", staff_id=staff_id),
        said="Départ noté : plus aucun droit, plus aucune session.",
        undo=url_for("staff.member_returning", staff_id=staff_id),
    )


@button(blueprint, "/equipe/<uuid:staff_id>/retour", "staff.manage")
def member_returning(staff_id: uuid.UUID) -> Response:
    actor = require("staff.manage")

    def take(session: Session) -> None:
        take_back(session, actor, staff_id, now=clock.now())
        name = member_of(session, current_house(), actor.establishment_id, staff_id).name
        confirming.demand(session, actor, f"Reprendre {name} dans l’équipe, avec ses droits")

    return press(
        take,
        back=url_for("staff.member", staff_id=staff_id),
        said="De retour dans l’équipe, avec ses affectations d’avant.",
    )
