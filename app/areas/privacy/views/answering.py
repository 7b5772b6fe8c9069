"""What is done about a request at a desk: the asker identified, the month extended, the answer given."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.privacy import asking
from app.areas.privacy.forms import AnswerForm, ExtendForm, IdentityForm
from app.areas.privacy.views.blueprint import ANSWER, REQUEST, blueprint, reached
from app.gate.auth.routes import page
from app.ground.pages.forms import Form
from app.ground.pages.undo import say

Shown = Response | tuple[str, int]


@page(blueprint, "/demandes-de-droits/<uuid:request_id>/identite", REQUEST)
def identifying(request_id: uuid.UUID) -> Shown:
    of, *_ = reached(request_id)
    form = IdentityForm()
    return _carried(
        request_id,
        REQUEST,
        form,
        lambda session: asking.identify(
            session, of.house.vault, of.actor, request_id, how=form.how.data or "", now=of.now
        ),
        "Identité vérifiée.",
        "identifying",
    )


@page(blueprint, "/demandes-de-droits/<uuid:request_id>/delai", ANSWER)
def extending(request_id: uuid.UUID) -> Shown:
    of, *_ = reached(request_id, ANSWER)
    form = ExtendForm()
    return _carried(
        request_id,
        ANSWER,
        form,
        lambda session: asking.extend(
            session,
            of.house.vault,
            of.actor,
            request_id,
            why=form.why.data or "",
            today=of.today,
            now=of.now,
        ),
        "Délai prolongé de deux mois. Dites-le à qui demande, avec la raison.",
        "extending",
    )


@page(blueprint, "/demandes-de-droits/<uuid:request_id>/reponse", ANSWER)
def answering(request_id: uuid.UUID) -> Shown:
    of, *_ = reached(request_id, ANSWER)
    form = AnswerForm()
    return _carried(
        request_id,
        ANSWER,
        form,
        lambda session: asking.answer(
            session,
            of.house.vault,
            of.actor,
            request_id,
            outcome=form.outcome.data or "",
            ground=form.ground.data or None,
            words=form.words.data or "",
            now=of.now,
        ),
        "Réponse enregistrée. Remettez-la à qui a demandé.",
        "answering",
    )


def _carried(
    request_id: uuid.UUID,
    permission: str,
    form: Form,
    act: Callable[[Session], Any],
    done: str,
    template: str,
) -> Shown:
    if form.carry(act):
        say(done)
        return redirect(url_for("privacy.one", request_id=request_id))
    _, asked, person = reached(request_id, permission)
    page_shown = render_template(f"privacy/{template}.html", form=form, asked=asked, person=person)
    return page_shown, form.status
