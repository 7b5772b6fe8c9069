"""Comparing the draft with what is in force, publishing it, or dropping it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.journal.office import drafts
from app.areas.journal.office.blueprint import blueprint
from app.areas.journal.office.cibles import RIGHT
from app.areas.journal.office.differences import differences
from app.gate.auth.actors import require
from app.gate.auth.routes import button, reading
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press


@reading(blueprint, "/publier", RIGHT)
def preview() -> str | Response:
    actor = require(RIGHT)
    with current_house().database.read() as session:
        before = drafts.in_force(session, actor.establishment_id)
        after = drafts.prepared(session, actor.establishment_id)
    if after is None:
        return redirect(url_for("vocabulary.index"))
    return render_template(
        "office/vocabulary_preview.html",
        version=before.version,
        changes=differences(before, after),
    )


@button(blueprint, "/publier/maintenant", RIGHT)
def publishing() -> Response:
    actor = require(RIGHT)
    return press(
        lambda session: drafts.publish(session, actor, now=clock.now()),
        back=url_for("vocabulary.index"),
        said=lambda version: (
            f"Version {version} publiée : les tablettes l’auront au prochain contact."
        ),
    )


@button(blueprint, "/abandonner", RIGHT)
def dropping() -> Response:
    actor = require(RIGHT)
    return press(
        lambda session: drafts.drop(session, actor),
        back=url_for("vocabulary.index"),
        said="Changements abandonnés : la version en vigueur reste la même.",
    )
