"""/bureau/tournees/desaccords: doses of which two outcomes were recorded; a nurse says which one stands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.persons.queries import PersonValue
from app.areas.prescribing.queries import versions_named
from app.areas.rounds.commands import resolve
from app.areas.rounds.conflicts import Conflict, conflict_of, conflicts_of
from app.areas.rounds.kept import kept_of_dose
from app.areas.rounds.views import telling
from app.areas.rounds.views.blueprint import (
    READ,
    RESOLVE,
    Desk,
    blueprint,
    desk,
    devices_of,
    reached,
    ward,
)
from app.areas.rounds.views.forms import ResolvingForm
from app.areas.rounds.views.records import Record, records
from app.gate.audit.once import record_once
from app.gate.auth.routes import page, reading
from app.ground.pages.asked import asked_id
from app.ground.pages.undo import say
from medication.prescription import Line


@dataclass(frozen=True, slots=True)
class Disputed:
    """A disagreement, whose it is, and every record of it."""

    conflict: Conflict
    person: PersonValue
    line: Line | None
    records: tuple[Record, ...]


@reading(blueprint, "/tournees/desaccords", READ)
def conflicts() -> str:
    here = desk()
    there = ward(here, wanted := asked_id("unite"))
    record_once(here.house.database, "round.listed", actor=here.actor, now=here.now)
    with here.house.database.read() as session:
        found = conflicts_of(session, here.house.vault, there.persons, now=here.now)
        told = [_disputed(here, one, there.persons[one.person_id]) for one in found]
    return render_template(
        "office/rounds/conflicts.html",
        open_ones=[one for one in told if one.conflict.closed_at is None],
        settled=[one for one in told if one.conflict.closed_at is not None],
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in there.units)],
        wanted=wanted,
        staff=here.staff,
        telling=telling,
    )


@page(blueprint, "/tournees/desaccords/<uuid:dose_id>", READ)
def conflict(dose_id: uuid.UUID) -> Response | tuple[str, int]:
    here = desk()
    with here.house.database.read() as session:
        one = conflict_of(session, here.house.vault, here.home, dose_id)
        devices = devices_of(session, here.home)
    person = reached(here, one.person_id)
    shown = _disputed(here, one, person)
    form = ResolvingForm.over(shown.records, telling.choice)
    if form.is_submitted():
        reached(here, one.person_id, RESOLVE)
    if form.carry(
        lambda session: resolve(
            session,
            here.house,
            here.actor,
            one.person_id,
            form.to_body(dose_id),
            now=here.now,
        )
    ):
        say("Désaccord tranché : les tablettes de l’unité montrent ce qui compte.")
        return redirect(url_for("rounds.conflicts"))
    return render_template(
        "office/rounds/conflict.html",
        one=shown,
        form=form,
        devices=devices,
        staff=here.staff,
        telling=telling,
    ), form.status


def _disputed(here: Desk, one: Conflict, person: PersonValue) -> Disputed:
    with here.house.database.read() as session:
        kept = kept_of_dose(session, here.house.vault, one.dose_id)
        named = {each.administration.line for each in kept}
        versions = versions_named(session, here.house, named).values()
    lines = [each.line for each in versions if each.line]
    return Disputed(one, person, lines[0] if lines else None, tuple(records(kept)))
