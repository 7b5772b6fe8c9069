"""The pages of surveys: the list, one with its results, the two buttons."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.queries import persons_of
from app.areas.survey import commands
from app.areas.survey.queries import results_of, survey_of, surveys_of
from app.areas.survey.questions import ANSWERS, FEWEST, VERSION, VERSIONS
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import button, reading
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press

blueprint = Blueprint("survey", __name__, url_prefix="/bureau")
MANAGE = "survey.manage"


@reading(blueprint, "/enquetes", MANAGE)
def index() -> str:
    actor, house = require(MANAGE), current_house()
    with house.database.read() as session:
        found = surveys_of(session, actor.establishment_id)
    running = next((one for one in found if one.closed_at is None), None)
    return render_template(
        "office/survey/index.html",
        running=running,
        past=[one for one in found if one.closed_at is not None],
        questions=VERSIONS[VERSION].values(),
        fewest=FEWEST,
    )


@reading(blueprint, "/enquetes/<uuid:survey_id>", MANAGE)
def results(survey_id: uuid.UUID) -> str:
    """Whoever answered with their name is named to those of their unit alone."""
    actor, house, now = require(MANAGE), current_house(), clock.now()
    home = actor.establishment_id
    with house.database.read() as session:
        one = survey_of(session, home, survey_id)
        found = results_of(session, house.vault, one)
        there = persons_of(session, house, home, unit_ids=actor.unit_ids)
    if found is not None:
        record_once(house.database, "survey.read", actor=actor, subject_id=survey_id, now=now)
    names = {each.id: each.name for each in there}
    return render_template(
        "office/survey/results.html",
        one=one,
        results=found,
        replies=[each for each in found.replies if each.person_id in names] if found else [],
        names=names,
        answers=ANSWERS,
        fewest=FEWEST,
    )


@button(blueprint, "/enquetes/ouvrir", MANAGE)
def opening() -> Response:
    actor = require(MANAGE)
    return press(
        lambda session: commands.open_survey(session, actor, now=clock.now()),
        back=url_for("survey.index"),
        said="Enquête ouverte : chacun y répond dans son espace.",
    )


@button(blueprint, "/enquetes/<uuid:survey_id>/terminer", MANAGE)
def closing(survey_id: uuid.UUID) -> Response:
    actor = require(MANAGE)

    def act(session: Session) -> None:
        commands.close_survey(session, actor, survey_id, now=clock.now())

    return press(
        act,
        back=url_for("survey.results", survey_id=survey_id),
        said="Enquête terminée : voici ce qu’elle dit.",
    )
