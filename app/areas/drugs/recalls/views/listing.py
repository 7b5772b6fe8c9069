"""The recalls of the home: those that hold, then those that are past."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request

from app.areas.drugs.recalls.models import BatchRecall
from app.areas.drugs.recalls.queries import all_recalls
from app.areas.drugs.recalls.views.blueprint import READ, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.team import names_of
from app.ground.folding import fold, matches
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice
from medication.recalls import fold_batch

STATES = {"": "En vigueur", "termines": "Terminés"}
SORTS: dict[str, Callable[[BatchRecall], object]] = {
    "depuis": lambda row: -row.since.toordinal(),
    "medicament": lambda row: (fold(row.label), row.batch or ""),
    "lot": lambda row: (row.batch is not None, fold_batch(row.batch or "")),
}


@page(blueprint, "", READ)
def index() -> str:
    actor, house = require(READ), current_house()
    state, sort = asked_choice("etat", STATES), asked_choice("tri", SORTS) or "depuis"
    query = request.form.get("q", "").strip()
    with house.database.read() as session:
        everything = all_recalls(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    asked = [row for row in everything if (row.ended_on is not None) == (state == "termines")]
    shown = [row for row in asked if matches(searched(row), query)]
    return render_template(
        "office/recalls/list.html",
        recalls=sorted(shown, key=SORTS[sort]),  # type: ignore[arg-type]
        searched=searched,
        total=len(asked),
        is_first=not everything,
        staff=staff,
        state=state,
        states=STATES,
        sort=sort,
        query=query,
    )


def searched(row: BatchRecall) -> str:
    """What a search looks through: the batch as it is written and as it is compared."""
    batch = f"{row.batch} {fold_batch(row.batch)}" if row.batch else "tous les lots"
    return fold(" ".join((row.label, batch, row.cip13 or row.gtin, row.reason, row.source)))
