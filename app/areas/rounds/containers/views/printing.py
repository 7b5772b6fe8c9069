"""The labels of containers, on the same papers as those of persons."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from werkzeug.wrappers import Response

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.rounds.containers.forms import ContainerLabelsForm
from app.areas.rounds.containers.queries import containers_of, label_text
from app.areas.rounds.containers.values import ContainerValue
from app.areas.rounds.containers.views.blueprint import PREPARE, Desk, blueprint, desk
from app.areas.rounds.labels.document import labels_answer
from app.areas.rounds.labels.fitting import Printed
from app.gate.audit.record import record
from app.gate.auth.routes import page
from app.ground.errors import Invalid
from app.ground.pages.asked import asked_id

Pair = tuple[ContainerValue, PersonValue]


@page(blueprint, "/etiquettes", PREPARE)
def printing() -> Response | tuple[str, int]:
    of, form = desk(), ContainerLabelsForm()
    pairs, alone = _pairs(of), asked_id("pilulier")
    if form.validate_on_submit():
        try:
            chosen, first = form.chosen(), form.first()
            labels = _labels(of, [pair for pair in pairs if pair[0].id in chosen])
            return labels_answer(labels, form.paper, start=first, name="piluliers")
        except Invalid as refusal:
            for name, why in refusal.fields.items():
                form.refuse(name, why)
    ticked = set(form.containers.data or ())
    if not form.is_submitted():
        ticked = {str(one.id) for one, _ in pairs if alone in (None, one.id)}
    shown = render_template(
        "office/containers/printing.html", form=form, pairs=pairs, ticked=ticked
    )
    return shown, form.status


def _pairs(of: Desk) -> list[Pair]:
    """The containers whose label can be printed, in walking order."""
    unit_id = asked_id("unite")
    with of.house.database.read() as session:
        everybody = persons_of(session, of.house, of.home, unit_ids=of.actor.unit_ids)
        persons = {one.id: one for one in everybody if unit_id in (None, one.unit_id)}
        found = containers_of(session, of.house.vault, persons)
    rank = {person: number for number, person in enumerate(persons)}
    found.sort(key=lambda one: rank[one.person_id])
    return [(one, persons[one.person_id]) for one in found if not one.is_broken]


def _labels(of: Desk, pairs: Sequence[Pair]) -> list[Printed]:
    """What they say; each print is in the trail before it leaves. Raises Invalid when none can be printed."""
    made = []
    with of.house.database.write() as session:
        for one, person in pairs:
            text = label_text(session, of.house.vault, of.home, one.id)
            if text is None:
                continue
            made.append(_printed(one, person, text))
            record(
                session,
                "container.label_printed",
                at=of.now,
                actor=of.actor,
                person_id=person.id,
                subject_id=one.id,
            )
    if not made:
        raise Invalid({"containers": "Aucune de ces étiquettes ne peut être imprimée."})
    return made


def _printed(one: ContainerValue, person: PersonValue, text: str) -> Printed:
    born = f"{person.born_on:%d/%m/%Y}" if person.born_on else ""
    place = " · ".join(part for part in (person.room, person.unit) if part)
    used = (person.used_name or person.family_name).upper()
    lines = (one.name, born, place)
    return Printed(used, person.given_name, tuple(filter(None, lines)), text)
