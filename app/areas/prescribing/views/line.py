"""…/traitement/<line>: one line, what it will ask for over seven days, and every version it had."""

from __future__ import annotations

import uuid

from flask import render_template
from sqlalchemy.orm import Session

from app.areas.marks.queries import marks_beside
from app.areas.prescribing import queries, questions
from app.areas.prescribing.marked import PLACE
from app.areas.prescribing.materialising import AHEAD
from app.areas.prescribing.queries import DoseValue, may_control
from app.areas.prescribing.signatures import signatures_of
from app.areas.prescribing.views.blueprint import READ, LineDesk, blueprint, reached_line
from app.areas.prescribing.views.paper import paper_of_line
from app.areas.prescribing.views.review import DueDay, act_words, due_days
from app.areas.prescribing.views.saying import Said, said
from app.areas.prescribing.views.versions import versions_said
from app.gate.auth.routes import reading
from app.gate.directory.team import names_of
from medication.scheme_words import moment_words


@reading(blueprint, "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>", READ)
def line(person_id: uuid.UUID, chain_id: uuid.UUID) -> str:
    at = reached_line(person_id, chain_id)
    desk = at.desk
    with desk.house.database.read() as session:
        staff = names_of(session, desk.house, desk.home)
        days = _due(session, at)
        asked = questions.asked_about(session, desk.house.vault, chain_id)
        marks = marks_beside(session, desk.house.vault, PLACE, {chain_id: [chain_id]})
        signatures = signatures_of(session, desk.house.vault, chain_id)
        document = paper_of_line(session, desk.house, desk, at.head)
    return render_template(
        "office/prescribing/line.html",
        person=desk.person,
        at=at,
        now=desk.now,
        said=said(at.line, desk.today, desk.restriction) if at.line else None,
        until_then=_until_then(at),
        versions=versions_said(at.versions, desk.today),
        days=days,
        asked=asked,
        signatures=signatures,
        marks=marks.get(chain_id, ()),
        document=document,
        is_own=not may_control(at.versions, desk.actor.staff_id),
        staff=staff,
    )


def _until_then(at: LineDesk) -> Said | None:
    """What is given until the latest version takes over: the page shows in large what does not hold yet."""
    found = at.until_then
    return said(found.line, at.desk.today, at.desk.restriction) if found and found.line else None


def _due(session: Session, at: LineDesk) -> tuple[DueDay, ...]:
    """What is written for the next seven days, whichever version will then hold."""
    desk = at.desk
    found = queries.doses_of(session, desk.person.id, desk.now, desk.now + AHEAD)
    units = {one.id: one.line.unit for one in at.versions if one.line}
    own = [each for each in found if each.chain == at.head.chain]
    acts = ((each.due_at, _what(each, units.get(each.line, "")), _moment(each)) for each in own)
    return due_days(acts, desk.zone)


def _what(one: DoseValue, unit: str) -> str:
    told = act_words(one.act, one.amount, unit)
    return f"absence : {told}" if one.is_absent else told


def _moment(one: DoseValue) -> str:
    return moment_words(one.slot.partition("/")[2])
