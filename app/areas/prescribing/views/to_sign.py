"""/bureau/traitements/a-signer: orders given by word of mouth that await their prescriber, one's own first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from app.areas.medical.queries import settings_of
from app.areas.persons.queries import PersonValue, person_of, persons_of
from app.areas.prescribing import waiting
from app.areas.prescribing.values import Version
from app.areas.prescribing.views.blueprint import READ, blueprint
from app.areas.prescribing.views.saying import Said, said
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from medication.names import fold


@dataclass(frozen=True, slots=True)
class Order:
    """One that waits: whose it is, how it reads, and whether it names who looks as its prescriber."""

    version: Version
    person: PersonValue
    said: Said | None
    is_own: bool
    is_late: bool


@reading(blueprint, "/traitements/a-signer", READ)
def to_sign() -> str:
    actor, house, now = require(READ), current_house(), clock.now()
    home = actor.establishment_id
    record_once(house.database, "treatment.listed", actor=actor, now=now)
    with house.database.read() as session:
        zone, settings = zone_of(session, home), settings_of(session, home)
        people = {one.id: one for one in persons_of(session, house, home, unit_ids=actor.unit_ids)}
        found = waiting.unsigned_anywhere(session, house, home)
        people |= _gone(session, house, actor, found, people)
        staff = names_of(session, house, home)
    me, today = staff.get(actor.staff_id), now.astimezone(zone).date()
    orders = [
        Order(
            version=one,
            person=people[one.person_id],
            said=said(one.line, today) if one.line else None,
            is_own=me is not None and is_prescriber(me, one),
            is_late=one.sign_due_at is not None and one.sign_due_at <= now,
        )
        for one in found
        if one.person_id in people
    ]
    return render_template(
        "office/prescribing/to_sign.html",
        orders=sorted(orders, key=_first),
        sign_hours=settings.sign_hours,
        staff=staff,
        now=now,
    )


def is_prescriber(member: Member, one: Version) -> bool:
    """Whether the line names that professional: their family name is a word of what was typed."""
    named = fold(one.line.prescriber).replace(".", " ").split() if one.line else []
    words = fold(member.family_name).split()
    return bool(words) and all(word in named for word in words)


def _gone(
    session: Session,
    house: House,
    actor: Actor,
    found: Iterable[Version],
    here: dict[uuid.UUID, PersonValue],
) -> dict[uuid.UUID, PersonValue]:
    """Whoever has left is known to those of the whole home; what was given to them is signed all the same."""
    if actor.unit_ids is not None:
        return {}
    gone: dict[uuid.UUID, PersonValue] = {}
    for person_id in {one.person_id for one in found} - here.keys():
        try:
            gone[person_id] = person_of(session, house, actor.establishment_id, person_id)
        except NotFound:
            continue
    return gone


def _first(order: Order) -> tuple[bool, datetime]:
    return not order.is_own, order.version.sign_due_at or order.version.written_at
