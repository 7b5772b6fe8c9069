"""Invitations and passkeys of one professional."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.staff.views.blueprint import blueprint
from app.gate.auth import confirming, credentials, invitations
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.models import Credential, Invitation
from app.gate.auth.routes import button
from app.gate.directory.finding import find
from app.gate.directory.models import Staff
from app.gate.directory.team import member_of
from app.ground import clock
from app.ground.errors import Conflict
from app.ground.house import current_house
from app.ground.pages.links import one_time_link
from app.ground.pages.undo import complain, press


@button(blueprint, "/equipe/<uuid:staff_id>/inviter", "staff.manage")
def inviting(staff_id: uuid.UUID) -> str | Response:
    """The link is in this answer and nowhere else: the server keeps only its hash."""
    actor, house, now = require("staff.manage"), current_house(), clock.now()
    try:
        with house.database.write() as session:
            staff = find(session, Staff, actor.establishment_id, staff_id)
            made, token = invitations.create(session, actor, staff=staff, now=now)
            shown = member_of(session, house, actor.establishment_id, staff_id)
            confirming.demand(session, actor, f"Inviter {shown.name} à enregistrer une clé")
    except Conflict as refusal:
        complain(refusal.message)
        return redirect(url_for("staff.member", staff_id=staff_id))
    link = one_time_link(f"/invitation/{token}")
    return render_template("office/invitation_link.html", member=shown, link=link, invitation=made)


@button(blueprint, "/invitations/<uuid:invitation_id>/accord", "staff.manage")
def invitation_agreeing(invitation_id: uuid.UUID) -> Response:
    """The second person's word for a key that would make somebody of its holder."""
    actor, house = require("staff.manage"), current_house()

    def agree(session: Session) -> None:
        invitations.agree(session, actor, invitation_id, now=clock.now())
        row = find(session, Invitation, actor.establishment_id, invitation_id)
        name = member_of(session, house, actor.establishment_id, row.staff_id).name
        confirming.demand(session, actor, f"Donner votre accord à une nouvelle clé pour {name}")

    return press(
        agree,
        back=_back(actor, Invitation, invitation_id),
        said="Accord donné : le lien de l’invitation peut servir.",
    )


@button(blueprint, "/invitations/<uuid:invitation_id>/retirer", "staff.manage")
def invitation_withdrawing(invitation_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: invitations.withdraw(session, actor, invitation_id, now=clock.now()),
        back=_back(actor, Invitation, invitation_id),
        said="Invitation retirée : son lien ne sert plus.",
    )


@button(blueprint, "/cles/<uuid:credential_id>/retirer", "staff.manage")
def passkey_withdrawing(credential_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: credentials.withdraw(session, actor, credential_id, now=clock.now()),
        back=_back(actor, Credential, credential_id),
        said="Clé retirée : elle n’ouvre plus rien, et les sessions ouvertes sont fermées.",
    )


def _back(actor: Actor, kind: type[Invitation] | type[Credential], row_id: uuid.UUID) -> str:
    with current_house().database.read() as session:
        row = find(session, kind, actor.establishment_id, row_id)
        return url_for("staff.member", staff_id=row.staff_id)
