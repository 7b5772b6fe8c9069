"""Inviting a relative: by mail, with a code to say, or by a letter to hand over. Both ask for one's own key."""

from __future__ import annotations

import uuid

from flask import redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.family.models import Relative
from app.areas.family.values import RelativeValue
from app.areas.family.views.blueprint import GRANT, Desk, reached
from app.gate.auth import confirming
from app.gate.auth.routes import button
from app.gate.directory.finding import find_to_change
from app.ground import jobs
from app.ground.errors import Conflict
from app.ground.pages.links import one_time_link
from app.ground.pages.undo import complain
from app.portal import invitations, tokens
from app.portal.inviting.blueprint import back_to, blueprint
from app.portal.models import RelativeInvitation


@button(blueprint, "/proches/<uuid:relative_id>/invitation/courriel", GRANT)
def by_mail(relative_id: uuid.UUID) -> str | Response:
    """The code is in this answer and nowhere else; the link goes by mail and is shown to nobody here."""
    desk, found = reached(relative_id, GRANT)
    try:
        _check_open(desk)
        if desk.house.settings.mail_url is None or not found.email:
            raise Conflict("Aucun courriel ne peut partir : remettez plutôt une lettre.")
        with desk.house.database.write() as session:
            made, code = _invite(session, desk, found, "email")
    except Conflict as refusal:
        complain(refusal.message)
        return redirect(back_to(relative_id))
    jobs.enqueue(
        desk.house.settings, "app.jobs.send_mail"
    )  # the sweep sends it when the queue is away
    return render_template(
        "office/inviting/code.html", person=desk.person, relative=found, code=code, invitation=made
    )


@button(blueprint, "/proches/<uuid:relative_id>/invitation/lettre", GRANT)
def by_letter(relative_id: uuid.UUID) -> str | Response:
    """The letter is this answer, to be printed at once: it is written nowhere else."""
    desk, found = reached(relative_id, GRANT)
    try:
        _check_open(desk)
        with desk.house.database.write() as session:
            made, _ = _invite(session, desk, found, "letter")
    except Conflict as refusal:
        complain(refusal.message)
        return redirect(back_to(relative_id))
    token = tokens.letter(desk.house, made.establishment_id, made.id)
    origin = desk.house.settings.family_origin
    return render_template(
        "office/inviting/letter.html",
        person=desk.person,
        relative=found,
        invitation=made,
        token=token,
        link=one_time_link(f"/invitation/{token}", origin),
        typed_at=f"{origin}/invitation",
    )


def _check_open(desk: Desk) -> None:
    if desk.house.settings.family_origin is None:
        raise Conflict(
            "L’espace famille n’est pas ouvert sur ce serveur : il lui manque FAMILY_HOST."
        )


def _invite(
    session: Session, desk: Desk, found: RelativeValue, way: invitations.Way
) -> tuple[RelativeInvitation, str | None]:
    """Confirmed last, over a relative who is held until then: an exclusion that comes meanwhile waits, or wins."""
    row = find_to_change(session, Relative, desk.actor.establishment_id, found.id)
    made = invitations.create(session, desk.house, desk.actor, row, way, now=desk.now)
    confirming.demand(session, desk.actor, "Inviter un proche à créer sa clé")
    return made
