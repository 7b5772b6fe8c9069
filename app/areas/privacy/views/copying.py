"""The copy of a file: what is flagged is read, some of it withheld, the rest made in a job and handed over."""

from __future__ import annotations

import uuid
from itertools import groupby

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.privacy import copies
from app.areas.privacy.copy_forms import CopyForm, HandingForm
from app.areas.privacy.models import AccessCopy
from app.areas.privacy.reading import gather
from app.areas.privacy.reviewing import reviewed
from app.areas.privacy.rules import deadlines
from app.areas.privacy.views.blueprint import COPY, Desk, blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth import confirming
from app.gate.auth.routes import page, reading
from app.gate.directory.finding import find
from app.ground import jobs
from app.ground.errors import NotFound
from app.ground.pages.undo import say

JOB = "app.jobs.make_copy"


@page(blueprint, "/demandes-de-droits/<uuid:request_id>/copie", COPY)
def copying(request_id: uuid.UUID) -> Response | tuple[str, int]:
    of, asked, person = reached(request_id, COPY)
    with of.house.database.read() as session:
        gathered = gather(session, of.house.vault, of.home, person.id)
        found = copies.flagged(session, of.house, gathered, of.home)
        shown = reviewed(session, of.actor, gathered, found)
    form = CopyForm()
    record_once(
        of.house.database,
        "copy.reviewed",
        actor=of.actor,
        person_id=person.id,
        subject_id=asked.id,
        now=of.now,
    )
    if form.carry(lambda session: _ask(session, of, asked.id, form)):
        jobs.enqueue(of.house.settings, JOB, str(form.outcome.id), to=jobs.PAPERS)
        say("La copie se prépare. Cette page dit où elle en est.")
        return redirect(url_for("privacy.one", request_id=asked.id))
    form.shown.data = "\n".join(one.key for one in found)
    return render_template(
        "privacy/copying.html",
        form=form,
        asked=asked,
        person=person,
        count=len(shown),
        places=[(place, list(some)) for place, some in groupby(shown, lambda one: one.place)],
    ), form.status


def _ask(session: Session, of: Desk, request_id: uuid.UUID, form: CopyForm) -> AccessCopy:
    return copies.ask_copy(
        session,
        of.house,
        of.actor,
        request_id,
        seen=(form.shown.data or "").split(),
        withheld=form.withheld.data or [],
        now=of.now,
    )


@page(blueprint, "/demandes-de-droits/<uuid:request_id>/copie/<uuid:copy_id>/remise", COPY)
def handing(request_id: uuid.UUID, copy_id: uuid.UUID) -> Response | tuple[str, int]:
    of, asked, person = reached(request_id, COPY)
    copy = _copy(of, asked.id, copy_id)
    limits = deadlines(asked.right, asked.received_on)
    form = HandingForm(data={"to": asked.asker_name})

    def hand(session: Session) -> None:
        handed = copies.Handed(form.to.data or "", form.way.data or "")
        is_reflected = of.today >= limits.not_before
        copies.hand_over(
            session, of.house, of.actor, copy_id, handed, is_reflected=is_reflected, now=of.now
        )
        confirming.demand(session, of.actor, "Remettre la copie d’un dossier")

    if form.carry(hand):
        return redirect(url_for("privacy.handed", request_id=asked.id, copy_id=copy_id))
    return render_template(
        "privacy/handing.html", form=form, asked=asked, person=person, copy=copy, limits=limits
    ), form.status


@reading(blueprint, "/demandes-de-droits/<uuid:request_id>/copie/<uuid:copy_id>", COPY)
def handed(request_id: uuid.UUID, copy_id: uuid.UUID) -> str:
    of, asked, person = reached(request_id, COPY)
    copy = _copy(of, asked.id, copy_id)
    until = (copy.handed_at or of.now) + copies.AT_HAND
    is_at_hand = copy.handed_by == of.actor.staff_id and of.now < until
    return render_template(
        "privacy/handed.html",
        asked=asked,
        person=person,
        copy=copy,
        until=until if is_at_hand else None,
    )


@reading(blueprint, "/demandes-de-droits/<uuid:request_id>/copie/<uuid:copy_id>/fichier", COPY)
def taking(request_id: uuid.UUID, copy_id: uuid.UUID) -> Response:
    of, asked, _person = reached(request_id, COPY)
    _copy(of, asked.id, copy_id)
    with of.house.database.write(tells=True) as session:
        data = copies.take(session, of.house, of.actor, copy_id, now=of.now)
    answer = Response(data, mimetype="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="copie-du-dossier.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _copy(of: Desk, request_id: uuid.UUID, copy_id: uuid.UUID) -> AccessCopy:
    """A copy made for that request. Raises NotFound."""
    with of.house.database.read() as session:
        copy = find(session, AccessCopy, of.home, copy_id)
    if copy.request_id != request_id:
        raise NotFound()
    return copy
