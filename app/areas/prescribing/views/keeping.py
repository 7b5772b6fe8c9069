"""…/maintenir: a line that is questioned is kept as it is, by somebody who looked into it and says why."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing import questions
from app.areas.prescribing.commands import keep
from app.areas.prescribing.forms.ending import KeepingForm
from app.areas.prescribing.views.blueprint import WRITE, blueprint, reached_line
from app.areas.prescribing.views.review import read_id
from app.areas.prescribing.views.saying import said
from app.gate.auth.routes import page
from app.gate.directory.team import names_of
from app.ground.pages.undo import say

_PAGE = "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>/maintenir"


@page(blueprint, _PAGE, WRITE)
def keeping(person_id: uuid.UUID, chain_id: uuid.UUID) -> Response | tuple[str, int]:
    at = reached_line(person_id, chain_id, WRITE)
    desk, form = at.desk, KeepingForm(data={"seen": str(at.head.id)})

    def act(session: Session) -> Any:
        seen = read_id(form.seen.data) or at.head.id
        more: dict[str, Any] = {"reason": form.reason.data or "", "seen": seen, "now": desk.now}
        return keep(session, desk.house, desk.actor, chain_id, **more)

    if form.carry(act):
        say("Maintenue : la ligne n’est plus en question, et la raison est gardée.")
        return redirect(url_for("prescribing.line", person_id=person_id, chain_id=chain_id))
    if form.conflict is not None:
        form.seen.data = str(at.head.id)
    with desk.house.database.read() as session:
        asked = questions.asked_about(session, desk.house.vault, chain_id)
        staff = names_of(session, desk.house, desk.home)
    shown = render_template(
        "office/prescribing/keeping.html",
        person=desk.person,
        at=at,
        form=form,
        said=said(at.line, desk.today, desk.restriction) if at.line else None,
        asked=asked,
        is_physician_s=any(one.kind == "sign_refused" for one in asked)
        and desk.actor.role != "physician",
        staff=staff,
    )
    return shown, form.status
