"""/bureau/quarantaine: what tablets handed in and could not be filed, judged by who is in charge."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.steering import quarantined
from app.areas.steering.forms import DismissalForm
from app.areas.steering.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page, reading
from app.gate.sync import rerun, review, settling
from app.gate.sync.rerun import Decision
from app.ground import clock
from app.ground.errors import ChevetError, Conflict, NotFound, Refused
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.asked import asked_choice
from app.ground.pages.undo import complain, say

RIGHT = "quarantine.review"
STATES = {"": "À juger", "reglees": "Réglées"}


@reading(blueprint, "/quarantaine", RIGHT)
def quarantine() -> str:
    actor, house, state = require(RIGHT), current_house(), asked_choice("etat", STATES)
    with house.database.read() as session:
        items = (review.settled if state else review.waiting)(session, house, actor)
        lines = quarantined.lines_of(session, house, actor, items)
    if any(line.item.claims for line in lines):
        record_once(house.database, "quarantine.read", actor=actor, now=clock.now())
    reasons = sorted({line.code for line in lines})
    reason = asked_choice("raison", reasons)
    return render_template(
        "office/quarantine.html",
        lines=[line for line in lines if not reason or line.code == reason],
        total=len(lines),
        state=state,
        states=STATES,
        reason=reason,
        reasons=[(one, one) for one in reasons],
        is_cut=len(items) == review.LARGEST_LIST,
    )


@page(blueprint, "/quarantaine/<uuid:row_id>", RIGHT)
def quarantined_entry(row_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house, now = require(RIGHT), current_house(), clock.now()
    with house.database.read() as session:
        item = review.item(session, house, actor, row_id)
        (line,) = quarantined.lines_of(session, house, actor, [item])
        persons = quarantined.reachable(session, house, actor) if line.may_refile else []
    if item.claims:
        about = {"person_id": item.person_id, "subject_id": item.command_id}
        record_once(house.database, "quarantine.read", actor=actor, now=now, **about)
    form = DismissalForm()
    if form.carry(
        lambda session: settling.dismiss(session, house, actor, row_id, **form.values, now=now)
    ):
        say("Écartée, avec votre motif. Rien n’est effacé : elle reste dans « Réglées ».")
        return redirect(url_for("steering.quarantine"))
    return render_template(
        "office/quarantined.html", line=line, form=form, persons=persons
    ), form.status


@button(blueprint, "/quarantaine/<uuid:row_id>/rejouer", RIGHT)
def quarantine_rerun(row_id: uuid.UUID) -> Response:
    actor = _judge(row_id)
    return _run(row_id, Decision(by=actor), "Rangée dans le dossier, au nom de son auteur.")


@button(blueprint, "/quarantaine/<uuid:row_id>/reclasser", RIGHT)
def quarantine_refiling(row_id: uuid.UUID) -> Response:
    actor, house = _judge(row_id), current_house()
    person_id = parse_id(request.form.get("person_id"))
    if person_id is None:
        complain("Choisissez la personne que cette saisie concerne.")
        return redirect(url_for("steering.quarantined_entry", row_id=row_id))
    with house.database.read() as session:
        if person_id not in {one.id for one in quarantined.reachable(session, house, actor)}:
            raise NotFound()
    said = "Rangée dans le dossier de cette personne, au nom de son auteur."
    return _run(row_id, Decision(by=actor, person=person_id), said)


def _judge(row_id: uuid.UUID) -> Actor:
    """Whoever may judge this one. Raises NotFound, Refused."""
    actor, house = require(RIGHT), current_house()
    with house.database.read() as session:
        if not review.item(session, house, actor, row_id).is_judge:
            raise Refused(settling.ELSEWHERE)
    return actor


def _run(row_id: uuid.UUID, decision: Decision, said: str) -> Response:
    try:
        verdict = rerun.run(current_house(), row_id, decision, now=clock.now())
    except Conflict as conflict:
        return _stay(row_id, conflict)
    if verdict.outcome == "applied":
        say(said)
        return redirect(url_for("steering.quarantine"))
    complain(f"Toujours impossible à ranger. {verdict.reason}")
    return redirect(url_for("steering.quarantined_entry", row_id=row_id))


def _stay(row_id: uuid.UUID, refusal: ChevetError) -> Response:
    complain(refusal.message)
    return redirect(url_for("steering.quarantined_entry", row_id=row_id))
