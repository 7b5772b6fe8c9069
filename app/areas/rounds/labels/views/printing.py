"""Whose labels are printed: the persons of a unit or one of them, seen as they will fall on the paper, then the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request
from werkzeug.wrappers import Response

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.rounds.labels.commands import print_labels
from app.areas.rounds.labels.document import labels_answer
from app.areas.rounds.labels.forms import LabelsForm
from app.areas.rounds.labels.queries import live_labels
from app.areas.rounds.labels.sheets import SHEETS, Laid, laid
from app.areas.rounds.labels.views.blueprint import PRINT, blueprint
from app.areas.rounds.labels.wording import printed
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import UnitValue, units_of
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id

TICKED = {"": "Toutes", "nouvelles": "Sans étiquette encore", "aucune": "Aucune"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """Whom the page shows: the persons, who has a label, the units of the reader."""

    persons: list[PersonValue]
    has_label: frozenset[UUID]
    units: list[UnitValue]


@page(blueprint, "", PRINT)
def index() -> Response | tuple[str, int]:
    actor = require(PRINT)
    seen, form = _seen(actor), LabelsForm(data={"has_birth": True})
    sheets: list[Laid[PersonValue]] = []
    if form.validate_on_submit():
        try:
            chosen = form.chosen([one.id for one in seen.persons])
            wanted = [one for one in seen.persons if one.id in set(chosen)]
            first = form.first()
            if request.form.get("go") == "print":
                return _printed(actor, form, wanted, first)
            sheets = laid(wanted, form.paper, first)
        except Invalid as refusal:
            for name, reason in refusal.fields.items():
                form.refuse(name, reason)
    return _shown(seen, form, sheets), form.status


def _seen(actor: Actor) -> _Seen:
    house, home = current_house(), actor.establishment_id
    unit_id, alone = asked_id("unite"), asked_id("personne")
    with house.database.read() as session:
        everybody = persons_of(session, house, home, unit_ids=actor.unit_ids)
        units = [unit for unit in units_of(session, home) if actor.covers(unit.id)]
        live = live_labels(session, home, [one.id for one in everybody])
    shown = [
        one
        for one in everybody
        if unit_id in (None, one.unit_id) and alone in (None, one.id) and not one.is_broken
    ]
    record_once(house.database, "person.listed", actor=actor, now=clock.now())
    return _Seen(shown, frozenset(live), units)


def _printed(
    actor: Actor, form: LabelsForm, persons: Sequence[PersonValue], first: int
) -> Response:
    """The PDF. Every label that it holds is in the trail before it leaves."""
    house, ids = current_house(), [one.id for one in persons]
    with house.database.write() as session:
        texts = print_labels(session, house.vault, actor, ids, now=clock.now())
    has_birth = bool(form.has_birth.data)
    labels = [printed(one, texts[one.id], has_birth=has_birth) for one in persons]
    return labels_answer(labels, form.paper, start=first, name="personnes")


def _shown(seen: _Seen, form: LabelsForm, sheets: list[Laid[PersonValue]]) -> str:
    how = asked_choice("cocher", TICKED)
    if form.is_submitted():
        ticked = set(form.persons.data or ())
    else:
        ticked = {str(one.id) for one in seen.persons if _is_ticked(one, how, seen.has_label)}
    return render_template(
        "office/labels/printing.html",
        form=form,
        seen=seen,
        ticked=ticked,
        sheets=sheets,
        paper=SHEETS.get(form.sheet.data or "a4", SHEETS["a4"]),
        printed=printed,
        unit_id=asked_id("unite"),
        alone=asked_id("personne"),
        how=how,
        ways=TICKED,
    )


def _is_ticked(person: PersonValue, how: str, has_label: frozenset[UUID]) -> bool:
    return not how or (how == "nouvelles" and person.id not in has_label)
