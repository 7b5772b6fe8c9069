"""Putting right what was said of a wound: an assessment, its wound, the description."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.wounds import commands
from app.areas.wounds.forms import AssessForm, DescribeForm
from app.areas.wounds.values import Act, WoundValue
from app.areas.wounds.views.blueprint import ASSESS, blueprint, reached
from app.areas.wounds.views.series import others_of
from app.areas.wounds.views.writing import Answer, carried
from app.gate.auth.routes import button, page
from app.ground.errors import Invalid, NotFound
from app.ground.pages.fields import as_id
from app.ground.pages.undo import press, say


@page(blueprint, "/plaies/<uuid:wound_id>/decrire", ASSESS)
def describing(wound_id: uuid.UUID) -> Answer:
    desk, wound = reached(wound_id, ASSESS)
    form = DescribeForm.over(wound.described)

    def act(session: Session) -> None:
        commands.describe(
            session,
            desk.house.vault,
            desk.actor,
            wound_id,
            form.to_described(),
            form.why.data or "",
            today=desk.today,
            now=desk.now,
        )

    if form.carry(act):
        say("Description corrigée : l’ancienne reste lisible.")
        return redirect(url_for("wounds.one", wound_id=wound_id))
    shown = render_template(
        "office/wounds/describing.html", form=form, person=desk.person, wound=wound, desk=desk
    )
    return shown, form.status


@page(blueprint, "/plaies/<uuid:wound_id>/evaluations/<uuid:act_id>", ASSESS)
def correcting(wound_id: uuid.UUID, act_id: uuid.UUID) -> Answer:
    desk, wound = reached(wound_id, ASSESS)
    one = _assessment(wound, act_id)
    earlier = [act for act in wound.counted if act.taken_at < one.taken_at]
    previous = earlier[-1].assessment if earlier else None
    kind, next_days = wound.described.kind, one.said.get("next_days")
    form = AssessForm.over(kind, previous, one.assessment, next_days, one.taken_at, desk.zone)

    def act(session: Session) -> uuid.UUID:
        typed, why = form.to_typed(desk.now, desk.zone), form.why.data or ""
        vault = desk.house.vault
        return commands.correct(session, vault, desk.actor, act_id, typed, why, now=desk.now)

    if carried(form, act):
        say("Correction enregistrée : l’ancienne version reste lisible.")
        return redirect(url_for("wounds.one", wound_id=wound_id))
    shown = render_template(
        "office/wounds/assessing.html",
        form=form,
        person=desk.person,
        wound=wound,
        one=one,
        last=previous,
        others=others_of(desk, wound),
        staff=desk.staff,
    )
    return shown, form.status


@button(blueprint, "/plaies/<uuid:wound_id>/evaluations/<uuid:act_id>/ecarter", ASSESS)
def setting_aside(wound_id: uuid.UUID, act_id: uuid.UUID) -> Response:
    desk, wound = reached(wound_id, ASSESS)
    _said(wound, act_id)
    vault = desk.house.vault
    return press(
        lambda session: commands.set_aside(session, vault, desk.actor, act_id, now=desk.now),
        back=url_for("wounds.one", wound_id=wound_id),
        said="Écartée : elle ne compte plus. La trace la garde.",
    )


@button(blueprint, "/plaies/<uuid:wound_id>/evaluations/<uuid:act_id>/ranger", ASSESS)
def moving(wound_id: uuid.UUID, act_id: uuid.UUID) -> Response:
    desk, wound = reached(wound_id, ASSESS)
    _assessment(wound, act_id)
    vault = desk.house.vault

    def act(session: Session) -> None:
        commands.move(session, vault, desk.actor, act_id, _asked_wound(), now=desk.now)

    return press(
        act,
        back=url_for("wounds.one", wound_id=wound_id),
        said="Évaluation rangée sous l’autre plaie.",
    )


def _asked_wound() -> uuid.UUID:
    try:
        found = as_id(request.form.get("wound"))
    except ValueError:
        found = None
    if found is None:
        raise Invalid({"wound": "Choisissez la plaie."}, "Choisissez la plaie.")
    return found


def _assessment(wound: WoundValue, act_id: uuid.UUID) -> Act:
    """Raises NotFound for what is no readable assessment of this wound."""
    for act in wound.assessments:
        if act.id == act_id and not act.is_unreadable:
            return act
    raise NotFound()


def _said(wound: WoundValue, act_id: uuid.UUID) -> Act:
    for act in (*wound.assessments, *wound.notes):
        if act.id == act_id:
            return act
    raise NotFound()
