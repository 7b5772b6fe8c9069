"""…/suspendre, …/reprendre, …/arreter: a line stops for a time, goes on, or ends. What is given changes at once."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing.commands import resume, stop, suspend
from app.areas.prescribing.forms.ending import (
    ResumingForm,
    SeenForm,
    StoppingForm,
    SuspendingForm,
)
from app.areas.prescribing.overrides import NEED_WORDS, REASONS
from app.areas.prescribing.views.blueprint import WRITE, LineDesk, blueprint, reached_line
from app.areas.prescribing.views.review import read_id, reasons_in, review_of
from app.areas.prescribing.views.saying import said
from app.gate.auth.routes import page
from app.gate.directory.team import names_of
from app.ground.pages.undo import say

_LINE = "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>"
Answer = Response | tuple[str, int]


@page(blueprint, f"{_LINE}/suspendre", WRITE)
def suspending(person_id: uuid.UUID, chain_id: uuid.UUID) -> Answer:
    at = reached_line(person_id, chain_id, WRITE)
    form = _form(SuspendingForm, at)

    def act(session: Session) -> Any:
        until = form.until_at(at.desk.now, at.desk.zone)
        return suspend(
            session,
            at.desk.house,
            at.desk.actor,
            chain_id,
            reason=form.reason.data or "",
            until_at=until,
            **_now(form, at),
        )

    if form.do(act):
        return _done(at, "Suspendue : rien n’est plus dû jusqu’à la reprise.")
    return _shown("suspending", at, form)


@page(blueprint, f"{_LINE}/reprendre", WRITE)
def resuming(person_id: uuid.UUID, chain_id: uuid.UUID) -> Answer:
    at = reached_line(person_id, chain_id, WRITE)
    form = _form(ResumingForm, at)
    review = None
    if at.line is not None:
        with at.desk.house.database.read() as session:
            review = review_of(session, at.desk, at.line)

    def act(session: Session) -> Any:
        given = reasons_in(request.form, review.alerts) if review else []
        more = {"reason": form.reason.data or "", "overriding": given, **_now(form, at)}
        return resume(session, at.desk.house, at.desk.actor, chain_id, **more)

    if form.do(act):
        return _done(at, "Reprise : les prises des sept jours à venir sont de nouveau prévues.")
    return _shown("resuming", at, form, review=review)


@page(blueprint, f"{_LINE}/arreter", WRITE)
def stopping(person_id: uuid.UUID, chain_id: uuid.UUID) -> Answer:
    at = reached_line(person_id, chain_id, WRITE)
    form = _form(StoppingForm, at)

    def act(session: Session) -> Any:
        more = {"reason": form.reason.data or "", "is_to_sign": form.is_verbal.data}
        return stop(session, at.desk.house, at.desk.actor, chain_id, **more, **_now(form, at))

    if form.do(act):
        return _done(at, "Arrêtée : plus rien n’est dû. Les tablettes le montrent à qui donne.")
    return _shown("stopping", at, form)


def _form(kind: Any, at: LineDesk) -> Any:
    return kind(data={"seen": str(at.head.id)})


def _now(form: SeenForm, at: LineDesk) -> dict[str, Any]:
    return {"seen": read_id(form.seen.data) or at.head.id, "now": at.desk.now}


def _done(at: LineDesk, told: str) -> Response:
    say(told)
    return redirect(url_for("prescribing.treatment", person_id=at.desk.person.id))


def _shown(name: str, at: LineDesk, form: SeenForm, **more: Any) -> Answer:
    """The page again; after somebody else's change, sending again means it."""
    if form.conflict is not None:
        form.seen.data = str(at.head.id)
    with at.desk.house.database.read() as session:
        staff = names_of(session, at.desk.house, at.desk.home)
    page = render_template(
        f"office/prescribing/{name}.html",
        person=at.desk.person,
        at=at,
        form=form,
        said=said(at.line, at.desk.today, at.desk.restriction) if at.line else None,
        reasons=REASONS,
        need_words=NEED_WORDS,
        given=request.form,
        staff=staff,
        **more,
    )
    return page, form.status
