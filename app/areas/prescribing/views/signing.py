"""…/signer: a physician reads what was ordered by word of mouth, and signs it with their key or refuses to."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing import questions
from app.areas.prescribing.commands import refuse_to_sign, sign
from app.areas.prescribing.forms.ending import SigningForm
from app.areas.prescribing.views.blueprint import LineDesk, blueprint, reached_line
from app.areas.prescribing.views.review import read_id
from app.areas.prescribing.views.saying import said
from app.areas.prescribing.views.to_sign import is_prescriber
from app.areas.prescribing.views.versions import versions_said
from app.gate.auth import confirming
from app.gate.auth.routes import page
from app.gate.directory.team import member_of, names_of
from app.ground.errors import Invalid
from app.ground.pages.undo import say

SIGN = "prescription.sign"
_PAGE = "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>/signer"


@page(blueprint, _PAGE, SIGN)
def signing(person_id: uuid.UUID, chain_id: uuid.UUID) -> Response | tuple[str, int]:
    at = reached_line(person_id, chain_id, SIGN)
    form = SigningForm(data={"seen": str(at.head.id)})
    with at.desk.house.database.read() as session:
        me = member_of(session, at.desk.house, at.desk.home, at.desk.actor.staff_id)
        asked = questions.asked_about(session, at.desk.house.vault, chain_id)
        staff = names_of(session, at.desk.house, at.desk.home)
    is_own = is_prescriber(me, at.head)
    if form.carry(lambda session: _act(session, at, form, is_own)):
        say(_done(form))
        return redirect(url_for("prescribing.to_sign"))
    if form.conflict is not None:
        form.seen.data = str(at.head.id)
    shown = render_template(
        "office/prescribing/signing.html",
        person=at.desk.person,
        at=at,
        form=form,
        said=said(at.line, at.desk.today, at.desk.restriction) if at.line else None,
        orders=[one for one in versions_said(at.versions, at.desk.today) if one.version.is_to_sign],
        refused=next((one for one in asked if one.kind == "sign_refused"), None),
        is_own=is_own,
        staff=staff,
        now=at.desk.now,
    )
    return shown, form.status


def _act(session: Session, at: LineDesk, form: SigningForm, is_own: bool) -> None:
    desk, seen = at.desk, read_id(form.seen.data) or at.head.id
    about: dict[str, Any] = {"seen": seen, "now": desk.now}
    if form.go.data == "refuse":
        reason = form.reason.data or ""
        refuse_to_sign(session, desk.house, desk.actor, at.head.chain, reason=reason, **about)
        confirming.demand(session, desk.actor, f"Refuser de signer {_order(at)}")
        return
    if not is_own and not form.is_mine.data:
        raise Invalid({"is_mine": "Un autre nom est noté : dites que vous confirmez cet ordre."})
    sign(session, desk.house, desk.actor, at.head.chain, **about)
    confirming.demand(session, desk.actor, f"Signer {_order(at)}")


def _order(at: LineDesk) -> str:
    """What is signed, in full: it is read once more beside the key."""
    assert at.line is not None
    told, whom = said(at.line, at.desk.today), at.desk.person.name
    if at.head.stopped_at:
        return f"l’ordre oral, arrêt compris, de {told.drug} pour {whom}"
    return f"l’ordre oral de {told.drug}, {told.dose}, {told.when}, pour {whom}"


def _done(form: SigningForm) -> str:
    if form.go.data == "refuse":
        return (
            "Refus noté. Une infirmière est prévenue tout de suite ; la ligne n’est pas arrêtée, "
            "et qui donne voit qu’elle est en question."
        )
    return "Signé avec votre clé."
