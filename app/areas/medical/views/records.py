"""/bureau/personnes/<id>/sante/dossier: what is known of a person's health, by kind, with all that was said before."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.medical.commands import (
    add_record,
    change_record,
    say_no_antecedent,
    withdraw_record,
)
from app.areas.medical.records.forms import (
    NoAntecedentForm,
    ReasonForm,
    adding_form,
    changing_form,
    shown,
)
from app.areas.medical.records.kinds import KINDS, NO_ANTECEDENT, RecordKind
from app.areas.medical.records.reading import Record, history_of
from app.areas.medical.views.blueprint import READ, WRITE, blueprint, reached
from app.areas.persons.queries import PersonValue
from app.gate.audit.once import record_once
from app.gate.auth.routes import page, reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import say

Answer = Response | tuple[str, int]


@reading(blueprint, "/personnes/<uuid:person_id>/sante/dossier", READ)
def records(person_id: uuid.UUID) -> str:
    actor, person = reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "medical.open", actor=actor, person_id=person_id, now=now)
    with house.database.read() as session:
        found = history_of(session, house.vault, person_id)
        staff = names_of(session, house, actor.establishment_id)
        today = _today(now, zone_of(session, actor.establishment_id))
    return render_template(
        "office/medical/records.html",
        person=person,
        kinds=KINDS,
        by_kind={
            code: [one for one in found if one.kind == code] for code in (*KINDS, NO_ANTECEDENT)
        },
        no_antecedent=NO_ANTECEDENT,
        staff=staff,
        today=today.isoformat(),
    )


@page(blueprint, "/personnes/<uuid:person_id>/sante/dossier/noter/<record_kind>", WRITE)
def record_adding(person_id: uuid.UUID, record_kind: str) -> Answer:
    actor, person = reached(person_id, WRITE)
    kind, house = _kind(record_kind), current_house()
    form = adding_form(kind.code)()
    with house.database.read() as session:
        today = _today(clock.now(), zone_of(session, actor.establishment_id))
    if form.carry(
        lambda session: add_record(
            session,
            house.vault,
            actor,
            person_id,
            kind.code,
            form.values,
            today=today,
            now=clock.now(),
        )
    ):
        return _back(person_id, f"Noté : {kind.one}. La fiche d’urgence le montre.")
    return _form("record", form, person, kind, None)


@page(blueprint, "/personnes/<uuid:person_id>/sante/dossier/<uuid:record_id>", WRITE)
def record_changing(person_id: uuid.UUID, record_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, one = current_house(), _standing(person_id, record_id)
    if one.kind == NO_ANTECEDENT:
        raise NotFound()
    kind = KINDS[one.kind]
    form = changing_form(kind.code).over(
        shown(kind.code, one.said or {}), stamped={"version": one.version}
    )
    with house.database.read() as session:
        today = _today(clock.now(), zone_of(session, actor.establishment_id))
    if form.carry(
        lambda session: change_record(
            session,
            house.vault,
            actor,
            person_id,
            record_id,
            form.values,
            why=form.reason.data,
            today=today,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        return _back(person_id, "Modifié : ce qui était noté reste lisible.")
    return _form("record", form, person, kind, one)


@page(blueprint, "/personnes/<uuid:person_id>/sante/dossier/<uuid:record_id>/retirer", WRITE)
def record_withdrawing(person_id: uuid.UUID, record_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, one, form = current_house(), _standing(person_id, record_id), ReasonForm()
    if form.carry(
        lambda session: withdraw_record(
            session, house.vault, actor, person_id, record_id, why=form.reason.data, now=clock.now()
        )
    ):
        return _back(person_id, "Retiré : cela reste lisible, avec la raison.")
    return _form("record_withdrawing", form, person, KINDS.get(one.kind), one)


@page(blueprint, "/personnes/<uuid:person_id>/sante/dossier/aucun-antecedent", WRITE)
def no_antecedent(person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, form = current_house(), NoAntecedentForm()
    if form.carry(
        lambda session: say_no_antecedent(
            session, house.vault, actor, person_id, by=form.said_by.data, now=clock.now()
        )
    ):
        return _back(person_id, "Noté : aucun antécédent connu.")
    return _form("no_antecedent", form, person, None, None)


def _kind(code: str) -> RecordKind:
    if code not in KINDS:
        raise NotFound()
    return KINDS[code]


def _standing(person_id: uuid.UUID, record_id: uuid.UUID) -> Record:
    house = current_house()
    with house.database.read() as session:
        found = history_of(session, house.vault, person_id)
    for one in found:
        if one.id == record_id:
            return one
    raise NotFound()


def _today(now: datetime, zone: Any) -> date:
    return now.astimezone(zone).date()


def _back(person_id: uuid.UUID, said: str) -> Response:
    say(said)
    return redirect(url_for("medical.records", person_id=person_id))


def _form(
    template: str, form: Any, person: PersonValue, kind: RecordKind | None, one: Record | None
) -> Answer:
    about: Mapping[str, Any] = {"person": person, "kind": kind, "one": one}
    return render_template(f"office/medical/{template}.html", form=form, **about), form.status
